/** The first start, the inspector, and a file that is no model. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { endWorkbench } from '../actions/endWorkbench'
import { expect, test } from '../pages/fixture'
import { launchWorkbench } from '../pages/launchWorkbench'

test('the first start says what to do, and the inspector what a model is', async ({
  workbench: { page, complaints },
}) => {
  await expect(page.getByRole('heading', { name: 'Start here' })).toBeVisible()
  await expect(page.getByRole('option')).toHaveCount(5)
  await page.getByRole('option', { name: /sample yarn/ }).click()
  await expect(page.getByRole('heading', { name: 'Already extended' })).toBeVisible()
  const inspector = page.getByRole('article')
  await expect(inspector).toContainText('yarn:scale=8')
  await expect(inspector.getByRole('table')).toContainText('Observer')
  await inspector.getByLabel('Trained length, set right').fill('512')
  await expect(inspector).toContainText('you')
  await inspector.getByRole('button', { name: 'Use in set-up' }).click()
  await expect(page.getByRole('heading', { name: 'Set-up' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('ropewalk-sample-yarn.gguf')
  expect(complaints).toEqual([])
})

test('a wrong file is refused with its cause and a remedy', async ({ profile }) => {
  const wrong = join(profile, 'holiday.gguf')
  writeFileSync(wrong, 'a diary, not a model, of some length')
  const workbench = await launchWorkbench(profile, [wrong])
  const { page } = workbench
  await expect(page.getByRole('alert')).toContainText('holiday.gguf')
  await expect(page.getByRole('alert')).toContainText('gguf.badMagic')
  await expect(page.getByRole('option')).toHaveCount(6)
  await endWorkbench(workbench)
})

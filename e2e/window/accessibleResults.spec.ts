/** Results and attention that hold something, and their dialogs: nothing that axe can see. */
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { addPane, openExperiment, showAttention } from '../actions/attentionView'
import { runCli } from '../actions/runCli'
import { writeSpec } from '../actions/writeSpec'
import { expect, test } from '../pages/fixture'

async function listViolations(page: Page): Promise<string[]> {
  // A colour on its way to another is neither.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  // A second page cannot be opened in Electron, which the other mode needs.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().exclude('iframe').analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

test('results, attention and their dialogs have no violation', async ({ workbench: { page }, profile }) => {
  const target = join(profile, 'small.ropewalk')
  const spec = writeSpec(profile, { contexts: [256] })
  expect(await runCli(['run', spec, '-o', target])).toMatchObject({ code: 0 })
  await openExperiment(page, target)
  await page.getByRole('navigation').first().getByRole('button', { name: 'Results' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Summary' })).toBeVisible()
  expect.soft(await listViolations(page), 'results').toEqual([])
  for (const name of ['Report…', 'Compare']) {
    await page.getByRole('button', { name }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toBeVisible()
    expect.soft(await listViolations(page), name).toEqual([])
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }

  await showAttention(page)
  await addPane(page, 'small', 'none passkey')
  await addPane(page, 'small', 'yarn passkey')
  await page.getByRole('button', { name: 'Difference of A and B' }).click()
  const map = page.getByRole('application', { name: /^Attention map of pane A/ })
  await expect(page.getByRole('region', { name: 'A: base' })).toHaveAttribute('aria-busy', 'false')
  await map.press('m')
  await expect(page.locator('.reading').first()).toHaveText(/quer(y|ies) /)
  expect.soft(await listViolations(page), 'attention').toEqual([])
  await map.press('t')
  await expect(page.getByRole('dialog', { name: 'Strongest cells of pane A' })).toBeVisible()
  expect.soft(await listViolations(page), 'table of cells').toEqual([])
})

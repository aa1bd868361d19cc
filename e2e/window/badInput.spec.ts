/** What goes wrong in the window is a sentence with its cause and a remedy, and the set-up in work is still there. */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { callMain } from '../actions/callMain'
import { closeWindow } from '../actions/closeWindow'
import { dropFile } from '../actions/dropFile'
import { endWorkbench, killWorkbench } from '../actions/endWorkbench'
import { showView } from '../actions/views'
import { sampleModel, writeSpec } from '../actions/writeSpec'
import { expect, test } from '../pages/fixture'
import { launchWorkbench } from '../pages/launchWorkbench'

test('wrong files that are dropped are refused one by one, and a right one is opened', async ({
  workbench: { page, complaints },
  profile,
}, info) => {
  const wrong = [
    ['holiday.png', 'no model', 'Not a file Ropewalk opens'],
    ['notes.json', '{"a":', 'experiment.invalid'],
    ['later.json', '{"format":"ropewalk-experiment","version":9}', 'experiment.newerMajor'],
    ['torn.ropewalk', 'no archive', 'experiment.damaged'],
  ]
  for (const [name, content, said] of wrong) {
    const path = join(profile, name)
    writeFileSync(path, content)
    await dropFile(page, path)
    const notice = page.getByRole('alert').filter({ hasText: name })
    await expect(notice).toContainText(said)
    await expect(notice.getByRole('button', { name: 'Copy' })).toBeVisible()
    if (name === 'holiday.png') await page.screenshot({ path: info.outputPath('refused.png') })
    await notice.getByRole('button', { name: 'Close' }).click()
    await expect(notice).toBeHidden()
  }
  await dropFile(page, writeSpec(profile, { title: 'Dropped on the window' }))
  await expect(page.getByLabel('Title')).toHaveValue('Dropped on the window')
  await expect(page.getByText('Ready to run')).toBeVisible()
  expect(complaints).toEqual([])
})

test('a JSON file takes the place of the set-up only when it is one; a config opens as settings', async ({
  workbench: { page, complaints },
  profile,
}, info) => {
  const other = join(profile, 'bad.json')
  writeFileSync(other, '{"a":1}')
  const config = join(profile, 'config.json')
  writeFileSync(
    config,
    JSON.stringify({ model_type: 'qwen2', rope_theta: 1e6, rope_scaling: { rope_type: 'yarn', factor: 4 } }),
  )
  const settings = page.getByRole('dialog', { name: 'Paste RoPE settings' })

  // Nothing in work yet: the settings begin a set-up.
  await dropFile(page, config)
  await expect(settings.getByLabel('Settings')).toHaveValue(/"model_type":"qwen2"/)
  await expect(settings).toContainText('yarn:scale=4')
  await page.screenshot({ path: info.outputPath('settings.png') })
  await settings.getByRole('button', { name: 'Add extension' }).click()
  await expect(settings).toBeHidden()
  const extensions = page.getByRole('region', { name: 'Extensions' })
  await expect(extensions.getByText('yarn:scale=4', { exact: true })).toBeVisible()

  await dropFile(page, writeSpec(profile, { title: 'In work' }))
  await expect(page.getByLabel('Title')).toHaveValue('In work')
  await page.getByLabel('Title').fill('In work, changed')
  await dropFile(page, other)
  const notice = page.getByRole('alert').filter({ hasText: 'bad.json' })
  await expect(notice).toContainText('Not an experiment spec')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByLabel('Title')).toHaveValue('In work, changed')

  // From another view, and given up: the set-up is as it was.
  await showView(page, 'Models')
  await dropFile(page, config)
  await expect(settings).toBeVisible()
  await settings.getByRole('button', { name: 'Cancel' }).click()
  await expect(settings).toBeHidden()
  await expect(page.getByLabel('Title')).toHaveValue('In work, changed')
  await expect(extensions.getByText('yarn:scale=4', { exact: true })).toHaveCount(0)
  expect(complaints).toEqual([])
})

test('a model that vanishes is named by the run and by the plan', async ({
  workbench: { page },
  profile,
}, info) => {
  const model = join(profile, 'mine.gguf')
  copyFileSync(sampleModel, model)
  await dropFile(page, writeSpec(profile, { models: [{ path: model }] }))
  await expect(page.getByText('Ready to run')).toBeVisible()
  rmSync(model)
  await page.getByRole('button', { name: 'Run', exact: true }).last().click()
  const refusal = page.getByRole('main').getByRole('alert').filter({ hasText: 'model.missing' })
  await expect(refusal).toContainText(model)
  await page.screenshot({ path: info.outputPath('vanished.png') })
  await refusal.getByRole('button', { name: 'Show the set-up' }).click()
  await expect(page.getByRole('region', { name: 'Plan' })).toContainText('models.0.path')
  copyFileSync(sampleModel, model)
  await showView(page, 'Models')
  await showView(page, 'Set-up')
  await expect(page.getByText('Ready to run')).toBeVisible()
})

test('a backend that does not start offers the processor', async ({ workbench: { page } }, info) => {
  // A test machine may have a graphics card: of these two there is never more than one.
  const impossible = process.platform === 'darwin' ? 'cuda' : 'metal'
  await callMain(page, 'app.writeSettings', { backend: impossible })
  await callMain(page, 'app.restartEngine', {})
  const notice = page.getByRole('alert').filter({ hasText: 'backend.unavailable' })
  await expect(notice).toBeVisible()
  await page.screenshot({ path: info.outputPath('backend.png') })
  await notice.getByRole('button', { name: 'Use the CPU' }).click()
  await expect(page.getByText('Engine ready')).toBeVisible()
  await expect(notice).toBeHidden()
})

test('unsaved changes outlive a crash, another view, and whatever is opened over them', async ({
  profile,
}) => {
  const first = await launchWorkbench(profile)
  await showView(first.page, 'Set-up')
  await first.page.getByRole('button', { name: /^RULER at the size/ }).click()
  await first.page.getByLabel('Title').fill('Mine')
  await expect
    .poll(() => callMain(first.page, 'setup.readDraft', {}))
    .toMatchObject({ value: { dirty: true, spec: { title: 'Mine' } } })
  await killWorkbench(first)

  const { app, page, hasEnded } = await launchWorkbench(profile)
  await expect(page.getByText('Ropewalk ended unexpectedly last time')).toBeVisible()
  await page.getByRole('option', { name: /sample yarn/ }).click()
  await page.getByRole('button', { name: 'Use in set-up' }).click()
  await expect(page.getByLabel('Title')).toHaveValue('Mine')
  await expect(page.getByRole('main')).toContainText('ropewalk-sample-yarn.gguf')

  await dropFile(page, writeSpec(profile))
  await expect(page.getByText('changed', { exact: true })).toBeVisible()
  const question = page.getByRole('dialog', { name: 'Save the changes first?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByLabel('Title')).toHaveValue('Mine')

  // The system asks; the page saves, whichever view is shown.
  const target = join(profile, 'kept.json')
  await showView(page, 'Help')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, target)
  await closeWindow(app)
  await expect.poll(hasEnded).toBe(true)

  const third = await launchWorkbench(profile, [target])
  await expect(third.page.getByLabel('Title')).toHaveValue('Mine')
  await endWorkbench(third)
})

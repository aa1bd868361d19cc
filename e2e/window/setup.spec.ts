/** Setting an experiment up: from a template, by hand, by pasting, and what survives a crash. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dropFile } from '../actions/dropFile'
import { endWorkbench, killWorkbench } from '../actions/endWorkbench'
import { runCli } from '../actions/runCli'
import { showView } from '../actions/views'
import { heldOutText, writeSpec } from '../actions/writeSpec'
import { expect, test } from '../pages/fixture'
import { launchWorkbench } from '../pages/launchWorkbench'

test('a template is changed, planned, undone, and there again after a crash', async ({ profile }) => {
  const first = await launchWorkbench(profile)
  const { page } = first
  await page.getByRole('navigation').getByRole('button', { name: 'Set-up' }).click()
  await page.getByRole('button', { name: /^RULER at the size/ }).click()
  await expect(page.getByText('Ready to run')).toBeVisible()
  const plan = page.getByRole('region', { name: 'Plan' })
  await expect(plan).toContainText('160')

  await page.getByRole('button', { name: 'Add extension' }).click()
  await page.getByRole('menuitem', { name: /^NTK-aware/ }).click()
  await expect(plan).toContainText('240')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(plan).toContainText('160')
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect(plan).toContainText('240')

  const contexts = page.getByLabel('Tokens', { exact: true })
  await contexts.fill('256, 8')
  await contexts.press('Enter')
  await expect(plan).toContainText('contexts.1')
  await expect(page.getByRole('button', { name: 'Run', exact: true }).last()).toBeDisabled()
  await contexts.fill('256..1024/256')
  await contexts.press('Enter')
  await expect(plan).toContainText('240')
  await expect(page.getByText('changed', { exact: true })).toBeVisible()
  await expect
    .poll(() => page.evaluate(() => window.ropewalk.call({ id: 1e6, method: 'setup.readDraft', input: {} })))
    .toMatchObject({ value: { dirty: true, spec: { contexts: [256, 512, 768, 1024] } } })
  await killWorkbench(first)

  const second = await launchWorkbench(profile)
  await second.page.getByRole('navigation').getByRole('button', { name: 'Set-up' }).click()
  await expect(second.page.getByLabel('Title')).toHaveValue(/^RULER/)
  await expect(second.page.getByLabel('Tokens', { exact: true })).toHaveValue('256, 512, 768, 1024')
  await expect(second.page.getByText('changed', { exact: true })).toBeVisible()
  await endWorkbench(second)
})

test('a curve is drawn with the keyboard, and settings of other programs are pasted', async ({
  workbench: { page },
}) => {
  await page.getByRole('navigation').getByRole('button', { name: 'Set-up' }).click()
  await page.getByRole('button', { name: /^RULER at the size/ }).click()
  await page.getByRole('button', { name: 'Draw a curve from this one' }).last().click()
  const curve = page.getByRole('slider')
  await curve.focus()
  await curve.press('Home')
  await expect(curve).toHaveAttribute('aria-valuetext', /^Pair 0: frequency divided by 1,/)
  for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowUp']) await curve.press(key)
  await expect(curve).toHaveAttribute('aria-valuetext', /^Pair 2/)
  await page.getByRole('button', { name: 'Add as custom extension' }).click()
  await expect(page.getByRole('heading', { name: 'Custom' })).toBeVisible()
  await expect(page.getByText('Ready to run')).toBeVisible()

  await page.getByRole('button', { name: 'Paste settings' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Settings').fill('--rope-scaling linear --rope-scale 0.5')
  await expect(dialog).toContainText('scales of at least 1')
  await dialog.getByLabel('Settings').fill('{"rope_type":"linear","factor":8}')
  await dialog.getByRole('button', { name: 'Add extension' }).click()
  await expect(page.getByRole('heading', { name: /^Linear/ })).toBeVisible()
  await expect(page.getByText('Ready to run')).toBeVisible()
})

test('a saved set-up opens and runs elsewhere: its bundled model, its text and its curve come along', async ({
  profile,
}, info) => {
  const { app, page, ...first } = await launchWorkbench(profile)
  await dropFile(
    page,
    writeSpec(profile, { contexts: [256], tasks: [{ kind: 'perplexity', text: heldOutText, windows: 1 }] }),
  )
  await page.getByRole('button', { name: 'Draw a curve from this one' }).last().click()
  const editor = page.getByRole('dialog', { name: 'Draw a curve' })
  const name = editor.getByLabel('Name in results')
  await expect(name).toHaveValue('Curve 1')
  const keep = editor.getByRole('button', { name: 'Add as custom extension' })
  await name.fill('a = b')
  await expect(keep).toBeDisabled()
  await name.fill('Slow end')
  await page.screenshot({ path: info.outputPath('curve.png') })
  await keep.click()
  const extensions = page.getByRole('region', { name: 'Extensions' })
  const named = extensions.getByLabel('Name of the curve')
  await expect(named).toHaveValue('Slow end')
  await named.fill('Slower end')
  await named.press('Enter')
  await expect(extensions.getByText('custom:curve=Slower end', { exact: true })).toBeVisible()
  await expect(page.getByText('Ready to run')).toBeVisible()
  await page.screenshot({ path: info.outputPath('card.png') })

  const elsewhere = join(profile, 'another', 'machine')
  mkdirSync(elsewhere, { recursive: true })
  const saved = join(elsewhere, 'shared.json')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, saved)
  await page.getByLabel('Title').fill('Shared')
  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name: 'Save the set-up as…' }).click()
  await expect(page.getByText('changed', { exact: true })).toBeHidden()
  await endWorkbench({ app, page, ...first })

  const spec = JSON.parse(readFileSync(saved, 'utf8')) as Record<string, unknown>
  expect(spec).toMatchObject({
    models: [{ path: 'bundled:ropewalk-sample-base.gguf' }],
    extensions: ['none', 'yarn:scale=auto', 'custom:curve=Slower end'],
    curves: [{ name: 'Slower end', table: { inverseFrequencies: expect.any(Array) } }],
    tasks: [{ text: 'bundled:moby-dick-heldout.txt' }],
  })
  expect(JSON.stringify(spec)).not.toContain(profile)

  // The command line on the other machine, and its result as a set-up and in the results there.
  const target = join(elsewhere, 'shared.ropewalk')
  const { code, stderr } = await runCli(['run', saved, '-o', target], elsewhere)
  expect(code, stderr).toBe(0)
  const second = await launchWorkbench(join(profile, 'another'), [saved, target])
  await expect(second.page.getByRole('heading', { level: 1, name: 'Shared' })).toBeVisible()
  await expect(second.page.getByText('Slower end').first()).toBeVisible()
  await showView(second.page, 'Set-up')
  await expect(second.page.getByLabel('Title')).toHaveValue('Shared')
  await expect(second.page.getByText('Ready to run')).toBeVisible()
  await endWorkbench(second)
})

test('no run while a field is wrong: the plan names it and goes there', async ({
  workbench: { page },
}, info) => {
  await showView(page, 'Set-up')
  await page.getByRole('button', { name: /^RULER at the size/ }).click()
  const plan = page.getByRole('region', { name: 'Plan' })
  const run = page.getByRole('button', { name: 'Run', exact: true }).last()
  const ready = page.getByText('Ready to run')
  await expect(ready).toBeVisible()
  const samples = page.getByLabel('Prompts per subtask')
  await samples.fill('abc')
  const seed = page.getByLabel('Seed', { exact: true })
  await page.getByText('Seed, engine and observation').click()
  await seed.fill('-1')
  await page.getByText('Seed, engine and observation').click()
  await expect(plan).toContainText('tasks.0.samples “abc” is not used. A number')
  await expect(plan).toContainText('seed “-1” is not used. A number from 0')
  await expect(run).toBeDisabled()
  await expect(ready).toBeHidden()
  await page.screenshot({ path: info.outputPath('wrong-fields.png') })

  // Another view and back: nothing is forgotten in silence.
  await showView(page, 'Models')
  await showView(page, 'Set-up')
  await expect(samples).toHaveValue('abc')
  await expect(run).toBeDisabled()
  await plan.getByRole('button', { name: 'seed' }).click()
  await expect(seed).toBeFocused()
  await seed.fill('7')
  await expect(plan).not.toContainText('“-1”')
  await plan.getByRole('button', { name: 'tasks.0.samples' }).click()
  await expect(samples).toBeFocused()

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(samples).not.toHaveValue('abc')
  await expect(ready).toBeVisible()
  await expect(run).toBeEnabled()

  await samples.fill('many')
  await expect(run).toBeDisabled()
  await page.getByRole('button', { name: 'Add task' }).click()
  await page.getByRole('menuitem', { name: /^Passkey/ }).click()
  const tasks = page.getByRole('region', { name: 'Tasks' })
  await tasks.getByRole('button', { name: 'Remove', exact: true }).first().click()
  await expect(plan).not.toContainText('many')
  await expect(ready).toBeVisible()

  // What is parsed from a line of text goes the same way.
  const depths = page.getByLabel('Depths, percent')
  await depths.fill('0, half')
  await depths.press('Enter')
  await expect(run).toBeDisabled()
  await plan.getByRole('button', { name: 'tasks.0.depths.1' }).click()
  await expect(depths).toBeFocused()
  const range = page.getByLabel('Range of keys, JSON')
  await range.fill('{"first"')
  await range.press('Enter')
  await expect(range).toHaveValue('{"first"')
  await expect(plan.getByRole('button', { name: 'tasks.0.keyRange' })).toBeVisible()
})

test('an empty experiment, and one whose last model is removed, can be worked on', async ({
  workbench: { page },
}) => {
  const rail = page.getByRole('navigation')
  await rail.getByRole('button', { name: 'Set-up' }).click()
  await page.getByRole('button', { name: 'Empty experiment' }).click()
  await expect(page.getByLabel('Title')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await rail.getByRole('button', { name: 'Models' }).click()
  await rail.getByRole('button', { name: 'Set-up' }).click()

  await page.getByRole('button', { name: 'New from a template' }).click()
  await page.getByRole('button', { name: /^RULER at the size/ }).click()
  const models = page.getByRole('region', { name: 'Models' })
  const remove = models.getByRole('button', { name: 'Remove', exact: true })
  await expect(remove).not.toHaveCount(0)
  while ((await remove.count()) > 0) await remove.first().click()
  await expect(page.getByLabel('Title')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

/** The program with nothing in it: every view, and the first clicks in each, before anything is opened. */
import { showView } from '../actions/views'
import { expect, test } from '../pages/fixture'

test('every view can be shown and worked in before anything is opened', async ({
  workbench: { app, page, complaints },
}, info) => {
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' })
  })
  const main = page.getByRole('main')
  const failures = page.getByRole('alert')
  for (const name of ['Models', 'Set-up', 'Run', 'Results', 'Attention', 'Settings', 'Help']) {
    await showView(page, name)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await page.screenshot({ path: info.outputPath(`${name}.png`) })
    await expect(failures).toHaveCount(0)
  }

  await showView(page, 'Results')
  await main.getByRole('button', { name: /^Open/ }).first().click()
  await showView(page, 'Attention')
  await main.getByRole('button', { name: 'Add pane' }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await page.screenshot({ path: info.outputPath('add-pane.png') })
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await showView(page, 'Run')
  await main.getByRole('button', { name: 'Set up an experiment' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Set-up' })).toBeVisible()
  await expect(failures).toHaveCount(0)

  // A set-up without a model: every kind of extension and task, and both charts.
  await page.getByRole('button', { name: 'Empty experiment' }).click()
  const kinds = page.getByRole('menuitem')
  const drawing = page.getByRole('dialog', { name: 'Draw a curve' })
  for (const add of ['Add extension', 'Add task']) {
    await page.getByRole('button', { name: add }).click()
    await expect(kinds.first()).toBeVisible()
    const names = await kinds.allInnerTexts()
    await page.keyboard.press('Escape')
    for (const [index, name] of names.entries()) {
      await page.getByRole('button', { name: add }).click()
      await kinds.nth(index).click()
      if (name.startsWith('Custom')) await drawing.getByRole('button', { name: 'Cancel' }).click()
      await expect(drawing).toBeHidden()
    }
  }
  // Four that a set-up begins with and seven more; a curve was not kept, a file not chosen.
  const extensions = page.getByRole('region', { name: 'Extensions' })
  await expect(extensions.getByRole('button', { name: /^Remove/ })).toHaveCount(11)
  const tasks = page.getByRole('region', { name: 'Tasks' })
  await expect(tasks.getByRole('button', { name: 'Remove', exact: true })).toHaveCount(4)
  for (const tab of ['Turns over n', 'Table', 'Wavelength'])
    await page.getByRole('tab', { name: tab }).click()
  await expect(page.getByRole('button', { name: 'Run', exact: true }).last()).toBeDisabled()
  await expect(page.getByRole('region', { name: 'Plan' })).toContainText('models')
  await page.screenshot({ path: info.outputPath('set-up-without-a-model.png') })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByLabel('Title')).toBeVisible()
  expect(complaints).toEqual([])
})

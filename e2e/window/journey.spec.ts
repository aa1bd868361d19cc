/** What the first hour looks like, in one go: the demo, its results, attention side by side, and a report to share. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { answerSaveDialog, showView } from '../actions/views'
import { expect, test } from '../pages/fixture'

test.setTimeout(900_000)

/** A run may share its machine with others. */
const patience = { timeout: 400_000 }
const title = 'Past the trained length: four positions, three checkpoints'

test('from the first start over the demo to side by side and a report', async ({
  workbench,
  profile,
}, info) => {
  const { app, page, complaints } = workbench
  await expect(page.getByRole('heading', { name: 'Start here' })).toBeVisible()
  await page.screenshot({ path: info.outputPath('1-start.png') })
  await page.getByRole('button', { name: 'Run the demo' }).last().click()

  // All windows and prompts of the first length under two extensions: enough to compare, while a demo takes minutes.
  await expect(page.getByRole('heading', { name: 'Run', exact: true })).toBeVisible()
  await expect(page.locator('[data-cell].done').nth(55)).toBeVisible(patience)
  await page.getByRole('button', { name: 'Pause' }).click()
  const progress = page.getByRole('region', { name: 'Progress of the run' })
  await expect(progress.getByRole('status')).toHaveText('Paused', patience)
  await page.screenshot({ path: info.outputPath('2-run.png') })
  const [, ended = ''] = /(\d+) of 784/.exec((await progress.textContent()) ?? '') ?? []

  await page.getByRole('button', { name: 'Show results' }).click()
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  const grid = page.getByRole('grid', { name: /Passkey.*none/ })
  await expect(grid).toBeVisible(patience)
  // From then on the document stays as it is.
  await expect(page.getByText(`results from ${ended} of 784 cells`)).toBeVisible(patience)
  await page.screenshot({ path: info.outputPath('3-results.png') })
  await grid.getByRole('button').first().click()
  const answers = page.getByRole('region', { name: 'Answers in this cell' })
  const maps = page.getByRole('application', { name: /^Attention map of pane/ })
  // Of several answers one is chosen; a single one opens at once, next to the same prompt under another extension.
  await expect(answers.or(maps.first())).toBeVisible(patience)
  if (await answers.isVisible()) await answers.getByRole('button', { name: 'Attention' }).first().click()
  await expect(maps).toHaveCount(2, patience)
  for (const pane of await page.getByRole('region', { name: /^[AB]: / }).all())
    await expect(pane).toHaveAttribute('aria-busy', 'false', patience)
  await page.screenshot({ path: info.outputPath('4-side-by-side.png') })

  await showView(page, 'Results')
  await page.getByRole('button', { name: 'Report…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Report' })
  const report = join(profile, 'demo.html')
  await answerSaveDialog(app, report)
  await dialog.getByRole('button', { name: 'Save as…' }).click()
  await expect(dialog.getByRole('contentinfo').getByRole('status')).toContainText(report, patience)
  expect(readFileSync(report, 'utf8')).toContain(title)
  await page.keyboard.press('Escape')

  await showView(page, 'Run')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(progress.getByRole('status')).toHaveText('Cancelled', patience)
  expect(complaints).toEqual([])
})

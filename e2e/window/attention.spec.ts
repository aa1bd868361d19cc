/** Attention side by side: from a run's file to a single cell, and out again as a picture. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { addPane, openExperiment, showAttention } from '../actions/attentionView'
import { callMain } from '../actions/callMain'
import { runCli } from '../actions/runCli'
import { writeSpec } from '../actions/writeSpec'
import { expect, test } from '../pages/fixture'

test('two panes of an experiment, down to a cell that is the engine’s own, and saved', async ({
  workbench: { app, page, complaints },
  profile,
}) => {
  test.setTimeout(300_000)
  const target = join(profile, 'small.ropewalk')
  const spec = writeSpec(profile, { contexts: [256], tasks: [{ kind: 'passkey', depths: [50], repeats: 1 }] })
  const { code, stderr } = await runCli(['run', spec, '-o', target])
  expect(code, stderr).toBe(0)

  await showAttention(page)
  await expect(page.getByText('Two readings of one text, side by side')).toBeVisible()
  await openExperiment(page, target)
  await addPane(page, 'small', 'none', 'passkey')
  await addPane(page, 'small', 'yarn', 'passkey')
  const maps = page.getByRole('application', { name: /^Attention map of pane/ })
  await expect(maps).toHaveCount(2)
  const panes = ['A: base', 'B: base'].map((name) => page.getByRole('region', { name }))
  const [first] = panes
  /** What is shown answers what was asked last. */
  const settle = async () => {
    for (const pane of panes) await expect(pane).toHaveAttribute('aria-busy', 'false')
  }
  await settle()
  await page.screenshot({ path: test.info().outputPath('two-panes.png') })

  // One head; the keyboard moves the cursor, both panes read the same cell.
  await page.getByRole('gridcell').nth(6).getByRole('button').click()
  await settle()
  await maps.first().focus()
  await page.keyboard.press('m')
  for (let i = 0; i < 12; i++) await page.keyboard.press('+')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowLeft')
  await settle()
  const readings = page.locator('.reading')
  const exact = /query (\d+) “.*” → key (\d+) “.*”: ([\d.e-]+)/
  await expect(readings.first()).toHaveText(exact)
  await expect(readings.nth(1)).toHaveText(/query \d+ .*key \d+/)
  const [, query, key, shown] = exact.exec((await readings.first().textContent()) ?? '') ?? []

  // The engine's word for it, asked over the bridge.
  const row = await callMain(page, 'attention.readRow', {
    paneId: 'p1',
    layer: 1,
    head: 2,
    queries: [Number(query)],
  })
  if (!row.ok) throw new Error(row.error.message)
  const weight = Object.values(row.value as Record<string, number>)[Number(key)]
  expect(Number(shown)).toBeCloseTo(weight, 3)

  await page.keyboard.press('t')
  const table = page.getByRole('dialog', { name: 'Strongest cells of pane A' })
  await table.getByRole('button', { name: 'Close' }).click()
  await expect(table).toBeHidden()
  await page.getByRole('button', { name: 'Difference of A and B' }).click()
  await expect(page.getByRole('region', { name: 'A − B: Difference' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'A − B: Difference' })).toHaveAttribute('aria-busy', 'false')
  await page.screenshot({ path: test.info().outputPath('cells-and-difference.png') })
  await page.getByRole('application', { name: /^Difference: / }).focus()
  await page.keyboard.press('t')
  const differences = page.getByRole('dialog', { name: 'Strongest cells of pane A − B' })
  await differences.getByRole('button', { name: 'Close' }).click()
  await expect(differences).toBeHidden()

  await first.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('menuitem', { name: 'Copy values' }).click()
  await expect
    .poll(() => app.evaluate(async ({ clipboard }) => (await clipboard.readText()).split('\n', 1)[0]))
    .toBe('query_first\tquery_end\tkey_first\tkey_end\tattention')

  for (const [entry, name] of [
    ['PNG, 300 dpi', 'map.png'],
    ['SVG', 'map.svg'],
    ['Values as CSV', 'map.csv'],
  ]) {
    const path = join(profile, name)
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await first.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('menuitem', { name: entry }).click()
    await expect.poll(() => statSync(path, { throwIfNoEntry: false })?.size ?? 0).toBeGreaterThan(500)
  }
  expect(readFileSync(join(profile, 'map.png')).subarray(1, 4).toString()).toBe('PNG')
  expect(readFileSync(join(profile, 'map.svg'), 'utf8')).toMatch(
    /^<svg [^>]*>[^]*<image [^]*<text [^]*viridis[^]*<\/svg>$/,
  )
  expect(readFileSync(join(profile, 'map.csv'), 'utf8').split('\n', 1)[0]).toBe(
    'query_first,query_end,key_first,key_end,attention',
  )
  expect(complaints).toEqual([])
})

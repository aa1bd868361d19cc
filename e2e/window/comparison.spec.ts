/** Several experiments held against one: what differs, a column for each, and their lines in one chart. */
import { join } from 'node:path'
import { openExperiment } from '../actions/attentionView'
import { runCli } from '../actions/runCli'
import { writeSpec } from '../actions/writeSpec'
import { expect, test } from '../pages/fixture'

test('three files are compared: settings, cells and lines', async ({
  workbench: { page },
  profile,
}, info) => {
  for (const seed of [3, 2, 1]) {
    const spec = writeSpec(profile, { title: `Seed ${seed}`, contexts: [256], seed })
    const target = join(profile, `seed-${seed}.ropewalk`)
    expect(await runCli(['run', spec, '-o', target])).toMatchObject({ code: 0 })
    await openExperiment(page, target)
  }
  await page.getByRole('navigation').first().getByRole('button', { name: 'Results' }).click()
  await page.getByRole('button', { name: 'Seed 1', exact: true }).click()
  await page.getByRole('button', { name: 'Compare' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('switch', { name: 'Seed 2' }).click()
  await dialog.getByRole('switch', { name: 'Seed 3' }).click()

  const seeds = dialog.getByRole('row').filter({ has: page.getByRole('cell', { name: 'spec.seed' }) })
  await expect(seeds.getByRole('cell')).toHaveText(['spec.seed', '1', '3', '2'])
  await expect(dialog.getByText(/B: \d+ cells agree with A\./)).toBeVisible()
  await expect(dialog.getByText('“=” agrees with A, “–” is not there.')).toBeVisible()
  const legend = dialog.getByRole('list', { name: /^Legend/ }).first()
  for (const letter of ['A', 'B', 'C']) await expect(legend.getByText(`${letter} · none`)).toBeVisible()
  await page.screenshot({ path: info.outputPath('comparison.png') })

  await dialog.getByRole('switch', { name: 'Seed 3' }).click()
  await expect(seeds.getByRole('cell')).toHaveText(['spec.seed', '1', '2'])
})

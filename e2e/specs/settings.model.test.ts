/** Settings of the engine that a spec may ask for, in whole runs. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openExperiment } from '../../src-main/store'
import { runCli } from '../actions/runCli'
import { makeScratchFolder } from '../actions/scratchFolder'
import { writeSpec } from '../actions/writeSpec'

test('without flash attention rows come from the softmax nodes, and the numbers are those with it', async () => {
  const folder = makeScratchFolder()
  const results = []
  for (const flashAttention of [true, false]) {
    const spec = writeSpec(folder, { contexts: [256], engine: { flashAttention, backend: 'cpu' } })
    const path = join(folder, `flash-${flashAttention}.ropewalk`)
    const run = await runCli(['run', spec, '-o', path])
    expect(run.code, run.stderr).toBe(0)
    const { cells, close } = await open(path)
    await close()
    results.push(cells)
  }
  const [flash, plain] = results
  expect(plain).toHaveLength(12)
  for (const [index, cell] of plain.entries()) {
    const other = flash[index]
    if (cell.status !== 'done' || other.status !== 'done') throw new Error(`${cell.id} failed`)
    // Flash attention adds up in binary16, and the layers that follow read its sums.
    const difference = cell.observation.meanEntropyNats - other.observation.meanEntropyNats
    expect(Math.abs(difference), cell.id).toBeLessThan(0.01)
    if (cell.outcome.kind === 'perplexity' && other.outcome.kind === 'perplexity')
      expect(Math.abs(cell.outcome.sumNllNats / other.outcome.sumNllNats - 1), cell.id).toBeLessThan(0.003)
  }
})

async function open(path: string) {
  const experiment = await openExperiment(path)
  return { cells: experiment.cells, close: () => experiment.close() }
}

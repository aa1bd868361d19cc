import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sampleCells, sampleDraft, writeSample } from '../../__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../__tests__/temporaryFolder'
import { openExperiment } from '../../openExperiment'
import type { StoredExperiment } from '../../ports'
import { diffExperiments } from '../diffExperiments'

async function openSample(change: Parameters<typeof writeSample>[1] = {}): Promise<StoredExperiment> {
  const path = join(await makeTemporaryFolder(), 'a.ropewalk')
  await writeSample(path, change)
  return openExperiment(path)
}

/** The sample with another sum of NLL in its first cell. */
function withNll(sumNllNats: number) {
  const [first, ...others] = sampleCells
  if (first.cell.status === 'failed' || first.cell.outcome.kind !== 'perplexity')
    throw new Error('not a window')
  const outcome = { ...first.cell.outcome, sumNllNats }
  return [{ ...first, cell: { ...first.cell, outcome } }, ...others]
}

test('two runs of one experiment at different times do not differ', async () => {
  const a = await openSample()
  const b = await openSample({ draft: { createdAt: '2027-01-01T00:00:00.000Z' } })
  expect(diffExperiments(a, b)).toEqual({
    tolerance: { absolute: 1e-9, relative: 1e-6 },
    settings: [],
    cells: [],
    sameCells: 12,
    onlyInA: [],
    onlyInB: [],
  })
})

test('only the settings that differ are told, with both values', async () => {
  const a = await openSample()
  const spec = { ...sampleDraft.spec, seed: 8, contexts: [256, 512, 1024], description: 'longer' }
  const engine = { ...sampleDraft.engine, backend: 'cuda' }
  const b = await openSample({ draft: { spec, engine } })
  expect(diffExperiments(a, b).settings).toEqual([
    { path: 'spec.contexts', a: '[256,512]', b: '[256,512,1024]' },
    { path: 'spec.seed', a: '7', b: '8' },
    { path: 'spec.description', a: null, b: '"longer"' },
    { path: 'engine.backend', a: '"cpu"', b: '"cuda"' },
  ])
})

test('a number differs beyond the tolerance only', async () => {
  const a = await openSample()
  const near = await openSample({ cells: withNll(6 * (1 + 0.9e-6)) })
  const far = await openSample({ cells: withNll(6 * (1 + 1.2e-6)) })
  expect(diffExperiments(a, near)).toMatchObject({ cells: [], sameCells: 12 })
  expect(diffExperiments(a, far)).toMatchObject({
    sameCells: 11,
    cells: [{ id: 'm0/none/n256/i0', fields: [{ path: 'outcome.sumNllNats', a: '6' }] }],
  })
  expect(diffExperiments(a, far, { absolute: 0, relative: 1e-3 })).toMatchObject({ cells: [], sameCells: 12 })
})

test('which keys an answer attended to most is a ranking, and no measurement to compare', async () => {
  const withKeys = (position: number) =>
    sampleCells.map(({ cell, ...rest }) => ({
      ...rest,
      cell:
        cell.status === 'done' && cell.outcome.kind === 'answer'
          ? {
              ...cell,
              outcome: {
                ...cell.outcome,
                attendedKeys: [{ position, weight: 0.003, word: 'whale', copied: [] }],
              },
            }
          : cell,
    }))
  const a = await openSample({ cells: withKeys(30) })
  const b = await openSample({ cells: withKeys(31) })
  const hasKeys = a.cells.some(
    (cell) =>
      cell.status === 'done' && cell.outcome.kind === 'answer' && cell.outcome.attendedKeys?.length === 1,
  )
  expect(hasKeys).toBe(true)
  expect(diffExperiments(a, b).cells).toEqual([])
})

test('cells of one side only, and cells that failed on one side, are told', async () => {
  const a = await openSample({
    cells: sampleCells.slice(1),
    draft: { cells: { planned: 12, done: 10, failed: 1 } },
  })
  const [, second, ...others] = sampleCells
  const failed = {
    ...second,
    tensors: [],
    cell: {
      ...second.cell,
      status: 'failed' as const,
      error: { code: 'engine.hung' as const, message: 'Hung.', details: {} },
    },
  }
  const b = await openSample({
    cells: [sampleCells[0], failed, ...others.slice(0, -1)],
    draft: { cells: { planned: 12, done: 10, failed: 1 } },
  })
  const diff = diffExperiments(a, b)
  expect(diff.onlyInA).toEqual([sampleCells[11].cell.id])
  expect(diff.onlyInB).toEqual([sampleCells[0].cell.id])
  expect(diff.cells.map(({ id }) => id)).toEqual([second.cell.id])
  expect(diff.cells[0].fields.map(({ path }) => path)).toEqual(['status', 'outcome', 'observation', 'error'])
})

/** The sample with fields added to every answer. */
function withAnswers(fields: object): typeof sampleCells {
  return sampleCells.map((each) =>
    each.cell.status === 'failed' || each.cell.outcome.kind !== 'answer'
      ? each
      : { ...each, cell: { ...each.cell, outcome: { ...each.cell.outcome, ...fields } } },
  )
}

test('an older file, which does not say how its answers failed, does not differ for that', async () => {
  const old = await openSample()
  // The sample's failed answers say 4712 where 04711 was wanted.
  const words = { passed: false, answerText: ' 4712', score: 0 }
  const kept = await openSample({ cells: withAnswers({ ...words, failure: 'slip', askedDepthPercent: 50 }) })
  const derived = await openSample({ cells: withAnswers(words) })
  expect(diffExperiments(derived, kept)).toMatchObject({ cells: [], sameCells: 12 })
  const other = await openSample({ cells: withAnswers({ ...words, failure: 'refused' }) })
  expect(diffExperiments(kept, other).cells[0].fields).toEqual([
    { path: 'outcome.failure', a: '"slip"', b: '"refused"' },
  ])
  expect(diffExperiments(old, derived).sameCells).toBeLessThan(12)
})

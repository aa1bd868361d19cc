/** Panes on the real engine: what they show is what the run measured, down to single cells. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AttentionPane, Cell, TileRequest } from '../../../../contract'
import { decodeHalves } from '../../../../core/attention'
import { readStoredMeasures } from '../paneMeasures'
import { runSmallStudy, samplePath } from './smallStudy'
import type { SmallStudy } from './smallStudy'

const call = { signal: new AbortController().signal }
let study: SmallStudy

beforeAll(async () => {
  study = await runSmallStudy()
})

afterAll(async () => study.close())

function findCell(kind: 'perplexity' | 'answer'): Cell {
  const found = study.experiment.cells.find((cell) => cell.status === 'done' && cell.outcome.kind === kind)
  if (!found) throw new Error(`No cell of kind ${kind}.`)
  return found
}

function openCell(kind: 'perplexity' | 'answer'): Promise<AttentionPane> {
  const source = { kind: 'cell', experimentId: 'e1', cellId: findCell(kind).id } as const
  return study.handlers.openPane({ source }, call)
}

async function withPane<T>(opening: Promise<AttentionPane>, look: (pane: AttentionPane) => Promise<T>) {
  const pane = await opening
  try {
    return await look(pane)
  } finally {
    await study.handlers.closePane({ paneId: pane.paneId }, call)
  }
}

function wholeMap(pane: AttentionPane, tiles: number): TileRequest {
  const span = { first: 0, end: pane.tokens.length }
  return {
    paneId: pane.paneId,
    layer: 1,
    head: 2,
    queries: span,
    keys: span,
    rows: tiles,
    columns: tiles,
  }
}

describe('a pane of an answer cell', () => {
  it('has the prompt, the answer, the needle in it, and the queries that predicted the answer', () =>
    withPane(openCell('answer'), async (pane) => {
      const cell = findCell('answer')
      if (cell.status !== 'done' || cell.outcome.kind !== 'answer') throw new Error('No answer.')
      const { outcome } = cell
      expect(pane.tokens.length).toBe(outcome.promptTokens + outcome.answerTokens.length)
      expect([...pane.tokens.slice(outcome.promptTokens)]).toEqual(outcome.answerTokens)
      expect(pane.needle).toEqual(outcome.needle)
      expect(pane.tokenTexts.slice(outcome.needle.first, outcome.needle.end).join('')).toContain(
        outcome.expected.trim(),
      )
      expect(pane.answerQueries?.first).toBe(outcome.promptTokens - 1)
      expect(pane).toMatchObject({ extension: 'yarn:scale=2', contextTokens: 512, trainedContextTokens: 256 })
    }))

  it('has the measures that the run stored, and evaluates the others', () =>
    withPane(openCell('answer'), async ({ paneId, layers, heads }) => {
      const cell = findCell('answer')
      const stored = readStoredMeasures('', await study.experiment.readTensors(cell))
      const answer = await study.handlers.readMeasures({ paneId, queries: 'answer' }, call)
      expect(answer.measures).toEqual(stored?.measures)
      const all = await study.handlers.readMeasures({ paneId, queries: 'all' }, call)
      expect(all.measures.meanEntropyNats).toHaveLength(layers * heads)
      expect(all.measures.needleMass).toHaveLength(layers * heads)
      expect(all.measures.meanEntropyNats).not.toEqual(answer.measures.meanEntropyNats)
    }))

  it('gives the needle the mass that the run measured there', () =>
    withPane(openCell('answer'), async ({ paneId, needle, answerQueries, layers, heads }) => {
      if (needle === null || answerQueries === null) throw new Error('No needle.')
      const { first, end } = answerQueries
      const queries = Array.from({ length: end - first }, (_, i) => first + i)
      const { measures } = await study.handlers.readMeasures({ paneId, queries: 'answer' }, call)
      for (const [layer, head] of [
        [0, 0],
        [layers - 1, heads - 1],
      ]) {
        const row = await study.handlers.readRow({ paneId, layer, head, queries }, call)
        const mass = row.slice(needle.first, needle.end).reduce((sum, weight) => sum + weight, 0)
        // Tokens of the answer came one by one in the run, in one batch here.
        expect(mass / queries.length).toBeCloseTo(measures.needleMass?.[layer * heads + head] ?? NaN, 2)
      }
    }))
})

describe('a pane of a perplexity cell', () => {
  it('shows the stored map at once, and the evaluated one once the text is read', () =>
    withPane(openCell('perplexity'), async (pane) => {
      const before = await study.handlers.readTile(wholeMap(pane, 64), call)
      expect(before.provisional).toBe(true)
      const tensors = await study.experiment.readTensors(findCell('perplexity'))
      const stored = tensors.find(({ name }) => name === 'pooledMapMax')
      if (stored?.dtype !== 'f16') throw new Error('No stored map.')
      const [, heads, rows, columns] = stored.shape
      const start = (1 * heads + 2) * rows * columns
      expect(before.max).toEqual(decodeHalves(stored.data.slice(start, start + rows * columns)))
      await expect
        .poll(() => study.progress.some((p) => p.paneId === pane.paneId && p.fraction === 1))
        .toBe(true)
      const after = await study.handlers.readTile(wholeMap(pane, 256), call)
      expect(after.provisional).toBe(false)
      expect(after.queryEdges).toHaveLength(257)
    }))

  it('zooms to single cells that are rows of the softmax, the same from every piece', () =>
    withPane(openCell('perplexity'), async (pane) => {
      const { paneId } = pane
      await study.handlers.readMeasures({ paneId, queries: 'all' }, call)
      const choice = { paneId, layer: 1, head: 2 }
      const queries = { first: 300, end: 316 }
      const row = await study.handlers.readRow({ ...choice, queries: [305] }, call)
      expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5)
      expect([...row.slice(306)].every((weight) => weight === 0)).toBe(true)
      const wide = await readExact(pane, queries, { first: 0, end: 320 })
      const narrow = await readExact(pane, { first: 304, end: 306 }, { first: 290, end: 310 })
      expect([...wide.mean.slice(5 * 320, 5 * 320 + 306)]).toEqual([...row.slice(0, 306)])
      expect([...narrow.mean.slice(20, 36)]).toEqual([...row.slice(290, 306)])
      expect(Number.isNaN(narrow.mean[19 + 20])).toBe(true)
    }))

  it('keeps a single strong cell visible in the coarsest map', () =>
    withPane(openCell('perplexity'), async (pane) => {
      const { paneId } = pane
      await study.handlers.readMeasures({ paneId, queries: 'all' }, call)
      const exact = await readExact(pane, { first: 256, end: 512 }, { first: 0, end: 256 })
      const coarse = await study.handlers.readTile(
        {
          paneId,
          layer: 1,
          head: 2,
          queries: { first: 256, end: 512 },
          keys: { first: 0, end: 256 },
          rows: 2,
          columns: 2,
        },
        call,
      )
      expect(Math.max(...coarse.max)).toBe(Math.max(...exact.mean))
      expect(Math.max(...coarse.mean)).toBeLessThan(Math.max(...coarse.max) / 2)
    }))

  it('takes all heads of a layer and of the model together', () =>
    withPane(openCell('perplexity'), async ({ paneId, layers, heads }) => {
      const rows = []
      for (let head = 0; head < heads; head++)
        rows.push(await study.handlers.readRow({ paneId, layer: 0, head, queries: [400] }, call))
      const layer = await study.handlers.readRow({ paneId, layer: 0, head: null, queries: [400] }, call)
      const mean = rows.reduce((sum, row) => sum + row[10], 0) / heads
      expect(layer[10]).toBeCloseTo(mean, 6)
      const model = await study.handlers.readRow({ paneId, layer: null, head: null, queries: [400] }, call)
      expect(model.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5)
      expect(layers).toBeGreaterThan(1)
    }))

  it('leaves a request that was superseded, and answers the next', () =>
    withPane(openCell('perplexity'), async (pane) => {
      const superseded = new AbortController()
      const request = { ...wholeMap(pane, 200), queries: { first: 0, end: 200 } }
      const first = study.handlers.readTile(request, { signal: superseded.signal })
      superseded.abort()
      await expect(first).rejects.toMatchObject({ code: 'run.cancelled' })
      const next = await study.handlers.readTile({ ...request, head: 0 }, call)
      expect(next.queryEdges.at(-1)).toBe(200)
    }))

  async function readExact(
    { paneId }: AttentionPane,
    queries: { first: number; end: number },
    keys: { first: number; end: number },
  ) {
    const rows = queries.end - queries.first
    const columns = keys.end - keys.first
    return study.handlers.readTile({ paneId, layer: 1, head: 2, queries, keys, rows, columns }, call)
  }
})

describe('a pane of a text', () => {
  const source = {
    kind: 'text',
    modelPath: samplePath,
    extension: 'ntk:scale=auto',
    contextTokens: 300,
    text: 'Call me Ishmael. '.repeat(200),
  } as const

  it('is cut to the context and evaluated under the extension', () =>
    withPane(study.handlers.openPane({ source }, call), async (pane) => {
      expect(pane.tokens).toHaveLength(300)
      expect(pane.extension).toMatch(/^ntk:scale=1\.17/)
      expect([pane.needle, pane.answerQueries]).toEqual([null, null])
      const { measures } = await study.handlers.readMeasures({ paneId: pane.paneId, queries: 'all' }, call)
      expect(measures.needleMass).toBeUndefined()
      await expect(
        study.handlers.readMeasures({ paneId: pane.paneId, queries: 'answer' }, call),
      ).rejects.toMatchObject({ code: 'input.invalid' })
    }))

  it('opens again after the engine process was lost', async () => {
    const first = await study.handlers.openPane({ source }, call)
    await study.attentionEngine.stop()
    const again = await study.handlers.readMeasures({ paneId: first.paneId, queries: 'all' }, call)
    expect(again.measures.meanEntropyNats).toHaveLength(first.layers * first.heads)
    await study.handlers.closePane({ paneId: first.paneId }, call)
  })

  it('refuses what is not there', async () => {
    const open = (changes: object) => study.handlers.openPane({ source: { ...source, ...changes } }, call)
    await expect(open({ modelPath: '/nowhere.gguf' })).rejects.toMatchObject({ code: 'model.missing' })
    await expect(open({ extension: 'yarm' })).rejects.toMatchObject({ code: 'extension.invalid' })
    const cell = { kind: 'cell', experimentId: 'e1', cellId: 'm9' } as const
    await expect(study.handlers.openPane({ source: cell }, call)).rejects.toMatchObject({
      code: 'input.invalid',
    })
  })
})

/** Greedy generation against evaluating the grown sequence anew for every token. */
import { expect, it } from 'vitest'
import type { Generation, ObservationRequest } from '../../contract'
import type { NativeSession } from '../index'
import { computeReference, readReferenceModel } from '../../../tools/reference'
import { expectClose } from './support/expectClose'
import { evaluate, listTokens, useNative } from './support/TestNative'

const native = useNative()
const prompt = listTokens(70)
const nothing = Int32Array.of()
/** Matrix products over one token add up in another order than over 64. */
const nllError = 5e-3

it('takes the most probable token of the float64 transformer at every step', async () => {
  const model = await native.random('llama')
  const session = await native.open(model, { flashAttention: false, cacheType: 'f32' })
  const { tokens, logProbabilities, stoppedBy } = await generate(session, { maxNewTokens: 12 })
  const whole = [...prompt, ...tokens]
  const { logits } = computeReference(await readReferenceModel(model.path), whole)
  const vocabulary = logits.length / whole.length
  const steps = Array.from(tokens, (_, i) => {
    const row = logits.slice((prompt.length + i - 1) * vocabulary, (prompt.length + i) * vocabulary)
    const largest = Math.max(...row)
    const best = row.indexOf(largest)
    return { best, logProbability: -Math.log(row.reduce((sum, x) => sum + Math.exp(x - largest), 0)) }
  })
  expect([...tokens]).toEqual(steps.map(({ best }) => best))
  const expected = steps.map(({ logProbability }) => logProbability)
  expectClose('ln p', logProbabilities, expected, 1e-4)
  expect(stoppedBy).toBe('length')
})

it('gives the log-probabilities that evaluating step by step gives', async () => {
  const model = await native.random('llama-grouped')
  const { tokens, logProbabilities } = await generate(await native.open(model), { maxNewTokens: 10 })
  const session = await native.open(model)
  const stepwise: number[] = []
  for (let i = 0; i < tokens.length; i++) {
    const grown = Int32Array.from([...prompt, ...tokens.subarray(0, i + 1)])
    const last = { first: grown.length - 1, end: grown.length }
    stepwise.push(-(await evaluate(session, grown, { score: last })).nllNats[0])
  }
  expectClose('ln p', logProbabilities, stepwise, nllError)
})

it('ends before a stop token and observes the query that predicted it', async () => {
  const session = await native.open(await native.random('llama'))
  const free = await generate(session, { maxNewTokens: 8, observation: observed })
  const stop = free.tokens[5]
  const before = free.tokens.indexOf(stop)
  const stopped = await generate(session, {
    maxNewTokens: 8,
    stopTokens: Int32Array.of(stop, 999),
    observation: observed,
  })
  expect(stopped.stoppedBy).toBe('stop-token')
  expect(stopped.tokens).toEqual(free.tokens.subarray(0, before))
  expect(stopped.logProbabilities).toEqual(free.logProbabilities.subarray(0, before))
  const predicting = Array.from({ length: before + 1 }, (_, i) => prompt.length - 1 + i)
  expect([...(stopped.observation?.queryPositions ?? [])]).toEqual(predicting)
  expect(free.observation?.queries).toBe(8)
})

it('generates nothing when the first token is a stop token', async () => {
  const session = await native.open(await native.random('llama'))
  const [first] = (await generate(session, { maxNewTokens: 1 })).tokens
  const stopped = await generate(session, {
    maxNewTokens: 8,
    stopTokens: Int32Array.of(first),
    observation: observed,
  })
  expect(stopped).toMatchObject({ stoppedBy: 'stop-token', tokens: nothing, evaluatedTokens: 70 - 64 })
  expect(stopped.observation?.queries).toBe(1)
})

it('observes the predicting queries as an evaluation of the whole text does', async () => {
  const model = await native.random('llama-grouped')
  const { tokens, observation } = await generate(await native.open(model), {
    maxNewTokens: 9,
    observation: observed,
  })
  const whole = Int32Array.from([...prompt, ...tokens.subarray(0, 8)])
  const queries = { kind: 'range', first: 69, end: 78 } as const
  const evaluated = await evaluate(await native.open(model), whole, { observation: { ...observed, queries } })
  const expected = evaluated.observation
  expectClose('positions', observation?.queryPositions ?? [], expected?.queryPositions ?? [], 0)
  const [perQuery, expectedPerQuery] = [observation?.perQuery, expected?.perQuery]
  expectClose('entropies', perQuery?.entropyNats ?? [], expectedPerQuery?.entropyNats ?? [], 0.01)
  const meanRows = expectedPerQuery?.meanRowEntropyNats ?? []
  expectClose('mean rows', perQuery?.meanRowEntropyNats ?? [], meanRows, 0.01)
  expectClose('mean entropy', observation?.meanEntropyNats ?? [], expected?.meanEntropyNats ?? [], 2e-3)
  const spans = expected?.keySpans?.massPerQuery ?? []
  expectClose('spans', observation?.keySpans?.massPerQuery ?? [], spans, 2e-3)
  expectClose('top queries', observation?.topKeys?.queryPositions ?? [], [75, 76, 77], 0)
  expect(observation?.topKeys?.keys.slice(0, 2)).toEqual(expected?.topKeys?.keys.slice(0, 2))
})

it('reports progress up to the tokens it was asked for', async () => {
  const session = await native.open(await native.random('llama'))
  const reports: [number, number][] = []
  const request = { prompt, maxNewTokens: 3, stopTokens: nothing, observation: null }
  await session.generate(request, (done, total) => reports.push([done, total]))
  // Some states may be skipped, the last one never is.
  await expect.poll(() => reports[reports.length - 1]).toEqual([73, 73])
  const done = reports.map(([tokens]) => tokens)
  expect(done).toEqual([...new Set(done)].sort((a, b) => a - b))
  expect(reports.every(([, total]) => total === 73)).toBe(true)
})

const observed: ObservationRequest = {
  queries: { kind: 'all' },
  perQuery: true,
  keySpans: [{ first: 10, end: 20 }],
  topKeys: { count: 2, queries: 3 },
}

function generate(
  session: NativeSession,
  request: {
    readonly maxNewTokens: number
    readonly stopTokens?: Int32Array
    readonly observation?: ObservationRequest
  },
): Promise<Generation> {
  return session.generate({ prompt, stopTokens: nothing, observation: null, ...request }, () => undefined)
}

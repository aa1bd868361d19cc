/** Greedy generation against evaluating the grown sequence anew for every token. */
import { describe, expect, it } from 'vitest'
import type { ObservationRequest } from '../../contract'
import { computeReference, readReferenceModel } from '../../../tools/reference'
import { expectClose } from './support/expectClose'
import { evaluate, generate, listTokens, useNative } from './support/TestNative'

const native = useNative()
const prompt = listTokens(70)
const nothing = Int32Array.of()
const observed: ObservationRequest = {
  queries: { kind: 'all' },
  perQuery: true,
  keySpans: [{ first: 10, end: 20 }],
  topKeys: { count: 2, queries: 3 },
}
/** Matrix products over one token add up in another order than over 64. */
const nllError = 5e-3

it('takes the most probable token of the float64 transformer at every step', async () => {
  const model = await native.random('llama')
  const session = await native.open(model, { flashAttention: false, cacheType: 'f32' })
  const { tokens, logProbabilities, stoppedBy } = await generate(session, { prompt, maxNewTokens: 12 })
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
  const { tokens, logProbabilities } = await generate(await native.open(model), { prompt, maxNewTokens: 10 })
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
  const free = await generate(session, { prompt, maxNewTokens: 8, observation: observed })
  const stop = free.tokens[5]
  const before = free.tokens.indexOf(stop)
  const stopped = await generate(session, {
    prompt,
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
  const [first] = (await generate(session, { prompt, maxNewTokens: 1 })).tokens
  const stopped = await generate(session, {
    prompt,
    maxNewTokens: 8,
    stopTokens: Int32Array.of(first),
    observation: observed,
  })
  expect(stopped).toMatchObject({ stoppedBy: 'stop-token', tokens: nothing, evaluatedTokens: 70 - 32 })
  expect(stopped.observation?.queries).toBe(1)
})

it('observes the predicting queries as an evaluation of the whole text does', async () => {
  const model = await native.random('llama-grouped')
  const { tokens, observation } = await generate(await native.open(model), {
    prompt,
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
  const request = { prompt, maxNewTokens: 3, reusePoints: nothing, expected: nothing, stopTokens: nothing }
  await session.generate({ ...request, observation: null }, (done, total) => reports.push([done, total]))
  // Some states may be skipped, the last one never is.
  await expect.poll(() => reports[reports.length - 1]).toEqual([73, 73])
  const done = reports.map(([tokens]) => tokens)
  expect(done).toEqual([...new Set(done)].sort((a, b) => a - b))
  expect(reports.every(([, total]) => total === 73)).toBe(true)
})

describe('an expected answer', () => {
  const request = { prompt, maxNewTokens: 8, observation: observed }

  it('is as likely as an evaluation behind the prompt says', async () => {
    const model = await native.random('llama-grouped')
    const expected = Int32Array.of(5, 250, 17, 88)
    const { expectedNllNats } = await generate(await native.open(model), { ...request, expected })
    const whole = Int32Array.from([...prompt, ...expected])
    const score = { first: prompt.length, end: whole.length }
    const evaluated = await evaluate(await native.open(model), whole, { score })
    expectClose('NLL', expectedNllNats, evaluated.nllNats, nllError)
  })

  it.each([0, 1, 5, 7])('changes nothing generated when right for %i tokens', async (agreeing) => {
    const model = await native.random('llama')
    const free = await generate(await native.open(model), request)
    const expected = free.tokens.map((token, i) => (i < agreeing ? token : (token + 1) % 256))
    const helped = await generate(await native.open(model), { ...request, expected })
    expect(helped.tokens).toEqual(free.tokens)
    expectClose('ln p', helped.logProbabilities, free.logProbabilities, nllError)
    expect(helped.observation?.queryPositions).toEqual(free.observation?.queryPositions)
    const [entropies, freeEntropies] = [helped, free].map((g) => g.observation?.perQuery?.entropyNats ?? [])
    expectClose('entropies', entropies, freeEntropies, 0.01)
    expect(helped.observation?.topKeys?.queryPositions).toEqual(free.observation?.topKeys?.queryPositions)
    expect(helped.expectedNllNats).toHaveLength(8)
  })

  it('needs no token decoded by itself where the model answers so', async () => {
    const session = await native.open(await native.random('llama'))
    const { tokens } = await generate(session, request)
    session.setRotaryTable(null)
    const helped = await generate(session, { ...request, expected: tokens })
    // The last token predicts nothing more.
    expect(helped.evaluatedTokens).toBe(prompt.length + 7)
    session.setRotaryTable(null)
    const wrong = Int32Array.from(tokens, (token) => (token + 1) % 256)
    const unhelped = await generate(session, { ...request, expected: wrong })
    // 7 expected tokens in vain, the prompt's last token again, 7 tokens one by one.
    expect(unhelped.evaluatedTokens).toBe(prompt.length + 7 + 1 + 7)
  })

  it('ends before a stop token that was expected', async () => {
    const session = await native.open(await native.random('llama'))
    const free = await generate(session, request)
    const stop = free.tokens[3]
    const before = free.tokens.indexOf(stop)
    const stopped = await generate(session, {
      ...request,
      expected: free.tokens,
      stopTokens: Int32Array.of(stop),
    })
    expect(stopped.stoppedBy).toBe('stop-token')
    expect(stopped.tokens).toEqual(free.tokens.subarray(0, before))
    expect(stopped.observation?.queries).toBe(before + 1)
    expect(stopped.expectedNllNats).toHaveLength(8)
  })

  it('may be longer than a micro-batch', async () => {
    const model = await native.random('llama')
    const free = await generate(await native.open(model), request)
    const expected = free.tokens.map((token, i) => (i < 6 ? token : (token + 1) % 256))
    const helped = await generate(await native.open(model, { microBatchTokens: 4 }), { ...request, expected })
    expect(helped.tokens).toEqual(free.tokens)
    expect(helped.observation?.queries).toBe(8)
  })
})

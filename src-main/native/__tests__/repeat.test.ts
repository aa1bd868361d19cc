/** The same call gives the same bytes, and so does a call that reuses a prefix. */
import { describe, expect, it } from 'vitest'
import type { Evaluation, ObservationRequest } from '../../contract'
import { evaluate, generate, listTokens, testBackend, useNative } from './support/TestNative'

const native = useNative()
const observation: ObservationRequest = {
  queries: { kind: 'last', count: 20 },
  perQuery: true,
  keySpans: [{ first: 3, end: 9 }],
  topKeys: { count: 4, queries: 4 },
  keyPositionBins: 8,
  pooledMap: { rows: 4, columns: 8 },
}
const tail = { score: { first: 180, end: 200 }, observation }

it.each([1, 2])('repeats bit for bit with %i threads', async (threads) => {
  const model = await native.random('llama')
  const session = await native.open(model, { threads })
  const request = { observation: { ...observation, queries: { kind: 'all' } as const } }
  const first = await evaluate(session, listTokens(100), request)
  const again = await evaluate(session, listTokens(100), request)
  const elsewhere = await evaluate(await native.open(model, { threads }), listTokens(100), request)
  expect(first.reusedTokens).toBe(0)
  expectSameBytes(again, first)
  expectSameBytes(elsewhere, first)
})

/** A device in software is slow: left out there are softmax nodes, and which points of reuse count, which is decided before it computes. */
const onDevice = testBackend !== 'cpu'

describe.each(onDevice ? [true] : [true, false])('prefix reuse, flash attention %s', (flashAttention) => {
  const options = { flashAttention, microBatchTokens: 32 }
  const rowSource = flashAttention ? ('flash-operands' as const) : ('softmax-nodes' as const)
  const request = { ...tail, observation: { ...observation, rowSource } }

  it('counts whole micro-batches and equals a fresh session', async () => {
    const model = await native.random('llama')
    const session = await native.open(model, options)
    await evaluate(session, listTokens(200, 1))
    const changed = listTokens(200, 1)
    changed[150] = 7
    const reusing = await evaluate(session, changed, request)
    // 150 tokens are shared: four micro-batches of 32.
    expect([reusing.reusedTokens, reusing.evaluatedTokens]).toEqual([128, 72])
    expectSameBytes(reusing, await evaluate(await native.open(model, options), changed, request))
  })

  it('equals a fresh session after a shorter, a longer and another sequence', async () => {
    const model = await native.random('llama-grouped')
    const session = await native.open(model, options)
    const reused = []
    for (const tokens of [listTokens(170), listTokens(230), listTokens(90, 2), listTokens(200)]) {
      const span = { score: { first: tokens.length - 20, end: tokens.length } }
      const reusing = await evaluate(session, tokens, { ...request, ...span })
      const fresh = await evaluate(await native.open(model, options), tokens, { ...request, ...span })
      expectSameBytes(reusing, fresh)
      reused.push(reusing.reusedTokens)
    }
    // Both texts are read in micro-batches of 32 up to token 128; the first goes on with 16 and 26. The others share BOS alone.
    expect(reused).toEqual([0, 128, 0, 0])
  })

  it('does not reuse what generation computed token by token', async () => {
    const model = await native.random('llama')
    const session = await native.open(model, options)
    const prompt = listTokens(60)
    const { tokens } = await generate(session, { prompt, maxNewTokens: 40 })
    const whole = Int32Array.from([...prompt, ...tokens, ...listTokens(100, 3)])
    const reusing = await evaluate(session, whole, request)
    expect(reusing.reusedTokens).toBe(32)
    expectSameBytes(reusing, await evaluate(await native.open(model, options), whole, request))
  })
})

describe('reuse points', () => {
  const options = { microBatchTokens: 128 }
  const observed = { queries: { kind: 'last', count: 1 }, perQuery: true } as const
  const prompt = listTokens(400)
  const changeFrom = (position: number) =>
    Int32Array.from(prompt, (token, i) => (i < position ? token : (token + 1) % 256))

  const reusePoints: [string, number[], number, number][] = [
    ['are passed over closer than 64 tokens to the one before', [120, 150], 200, 120],
    ['are moved back closer than 64 tokens to the end', [390], 395, 336],
    ['are left out where they do not rise', [-5, 0, 200, 100, 200], 200, 200],
    ['may lie behind the prompt', [200, 5000], 395, 336],
  ]

  it('are reused to the token, and the answer equals that of a fresh session', async () => {
    const model = await native.random('llama-grouped')
    const request = { maxNewTokens: 4, reusePoints: Int32Array.of(200), observation: observed }
    const session = await native.open(model, options)
    await generate(session, { ...request, prompt })
    const reusing = await generate(session, { ...request, prompt: changeFrom(200) })
    expect(reusing).toMatchObject({ reusedTokens: 200, evaluatedTokens: 200 + 3 })
    const fresh = await generate(await native.open(model, options), { ...request, prompt: changeFrom(200) })
    expect(fresh.reusedTokens).toBe(0)
    expect({ ...reusing, reusedTokens: 0, evaluatedTokens: 403 }).toEqual(fresh)
  })

  it.each(onDevice ? [] : reusePoints)('%s', async (_, points, agreeing, reusedTokens) => {
    const session = await native.open(await native.random('llama'), options)
    const request = { maxNewTokens: 1, reusePoints: Int32Array.from(points) }
    await generate(session, { ...request, prompt })
    const reusing = await generate(session, { ...request, prompt: changeFrom(agreeing) })
    expect(reusing.reusedTokens).toBe(reusedTokens)
  })
})

it('evaluates again what is scored or observed', async () => {
  const session = await native.open(await native.random('llama'), { microBatchTokens: 32 })
  const tokens = listTokens(128)
  await evaluate(session, tokens)
  const reusedBy = async (request: Parameters<typeof evaluate>[2]) =>
    (await evaluate(session, tokens, request)).reusedTokens
  // Token 97 is predicted at position 96, token 96 at position 95.
  expect(await reusedBy({ score: { first: 97, end: 128 } })).toBe(96)
  expect(await reusedBy({ score: { first: 96, end: 128 } })).toBe(64)
  expect(await reusedBy({ score: null, observation: { queries: { kind: 'last', count: 33 } } })).toBe(64)
  expect(await reusedBy({ score: null })).toBe(96)
  expect(await reusedBy({})).toBe(0)
})

it('forgets the prefix when the rotation changes', async () => {
  const session = await native.open(await native.random('llama'), { microBatchTokens: 32 })
  await evaluate(session, listTokens(128))
  session.setRotaryTable(null)
  expect((await evaluate(session, listTokens(128), { score: null })).reusedTokens).toBe(0)
})

function expectSameBytes(actual: Evaluation, expected: Evaluation): void {
  expect(actual.nllNats).toEqual(expected.nllNats)
  expect(actual.observation).toEqual(expected.observation)
}

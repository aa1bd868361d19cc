/** Work ends when it is told to, and what was left is usable or gone. */
import { describe, expect, it } from 'vitest'
import { generateBenchmarkModel } from '../../../tools/reference'
import type { ObservationRequest } from '../../contract'
import type { NativeSession } from '../index'
import { evaluate, generate, listTokens, useNative } from './support/TestNative'
import type { TestModel } from './support/TestNative'

const native = useNative()
const observations: [string, ObservationRequest | null][] = [
  ['not observed', null],
  ['observed', { queries: { kind: 'all' }, pooledMap: { rows: 64, columns: 64 } }],
]
/** Ten seconds of work at least: it is cancelled long before it could be done. */
const tokens = listTokens(8192)
const options = { contextTokens: 8192, microBatchTokens: 512, threads: 2 }

describe.each(observations)('an evaluation, %s,', (_, observation) => {
  it('rejects with run.cancelled within a graph node, and the session works on', async () => {
    const session = await native.open(await slowModel(), options)
    const short = { score: { first: 1, end: 40 } }
    const before = await evaluate(session, listTokens(40), short)
    const evaluation = evaluate(session, tokens, { score: null, observation })
    await untilBusy(session)
    session.cancel()
    const nodesSeen = session.heartbeat()
    await expect(evaluation).rejects.toMatchObject({ code: 'run.cancelled' })
    expect(session.heartbeat() - nodesSeen).toBeLessThanOrEqual(1)
    const after = await evaluate(session, listTokens(40), short)
    expect(after.reusedTokens).toBe(0)
    expect(after.nllNats).toEqual(before.nllNats)
  })
})

it('cancels a generation', async () => {
  const session = await native.open(await slowModel(), options)
  const generation = generate(session, { prompt: listTokens(8), maxNewTokens: 2000 })
  await untilBusy(session)
  session.cancel()
  await expect(generation).rejects.toMatchObject({ code: 'run.cancelled' })
})

it('cancels nothing when nothing runs', async () => {
  const session = await native.open(await native.random('llama'))
  session.cancel()
  expect((await evaluate(session, listTokens(20))).evaluatedTokens).toBe(20)
})

it('waits for the work of a session that is disposed', async () => {
  const { model } = await slowModel()
  const session = await model.openSession({ ...options, flashAttention: true, cacheType: 'f16' })
  const short = listTokens(1024)
  const evaluation = evaluate(session, short, { score: null })
  await untilBusy(session)
  await session.dispose()
  expect((await evaluation).evaluatedTokens).toBe(short.length)
  expect(() => session.heartbeat()).toThrow('The session is closed.')
  await session.dispose()
})

it('keeps a model that is disposed until its sessions are', async () => {
  const model = await native.addon.loadModel(
    { path: (await native.random('llama')).path, gpuLayers: 0 },
    () => undefined,
  ).model
  const session = await native.open({ model, path: '' })
  await model.dispose()
  expect((await evaluate(session, listTokens(20))).evaluatedTokens).toBe(20)
  expect(() => model.tokenize('a', false)).toThrow('The model is closed.')
})

it('runs the calls of one session one after the other', async () => {
  const session = await native.open(await native.random('llama'))
  const [first, second] = await Promise.all([
    evaluate(session, listTokens(100)),
    evaluate(session, listTokens(100)),
  ])
  expect(second.nllNats).toEqual(first.nllNats)
})

async function slowModel(): Promise<TestModel> {
  return native.load('slow', (path) =>
    generateBenchmarkModel(path, { layers: 8, heads: 8, feedForwardLength: 2048, vocabularySize: 512 }),
  )
}

async function untilBusy(session: NativeSession): Promise<void> {
  const idle = session.heartbeat()
  await expect.poll(() => session.heartbeat(), { interval: 1 }).toBeGreaterThan(idle + 20)
}

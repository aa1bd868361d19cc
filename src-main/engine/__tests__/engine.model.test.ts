import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTokenizer } from '..'
import type { EngineClient, LoadedModel, OpenedSession } from '../../contract'
import { samplePath, startRealEngine } from './startedEngine'
import type { StartedEngine } from './startedEngine'

const text =
  'Call me Ishmael. Some years ago, never mind how long precisely, I thought I would sail about a little. '
let engine: StartedEngine
let client: EngineClient
let model: LoadedModel
let tokens: Int32Array

beforeAll(async () => {
  engine = await startRealEngine()
  client = engine.client
  model = await client.loadModel({ path: samplePath })
  const encoded = await createTokenizer(client, model).encode(text.repeat(10))
  tokens = encoded.slice(0, 200)
})
afterAll(() => engine.host.stop())

async function withSession<T>(extension: string, use: (session: OpenedSession) => Promise<T>): Promise<T> {
  const session = await client.openSession({ modelId: model.modelId, contextTokens: 512, extension })
  try {
    return await use(session)
  } finally {
    await client.closeSession({ sessionId: session.sessionId })
  }
}

describe('the engine with a real model', () => {
  it('describes itself and the model', async () => {
    const description = await client.describe({})
    expect(description).toMatchObject({ backend: 'cpu', llamaRelease: description.addonRelease })
    expect(description.backends.find(({ name }) => name === 'cpu')).toMatchObject({ usable: true })
    expect(model.description).toMatchObject({ architecture: 'llama', layerCount: 4, headCount: 4 })
    expect(model.vocabularySize).toBe(model.description.vocabularySize)
    expect(model.addsBos).toBe(model.description.addsBos)
  })

  it('tokenizes there and back', async () => {
    const tokenizer = createTokenizer(client, model)
    const encoded = await tokenizer.encode(text)
    expect(await tokenizer.decode(encoded)).toBe(text)
    const pieces = await client.tokenTexts({ modelId: model.modelId, tokens: encoded })
    expect(pieces.join('')).toBe(text)
    const special = await client.tokenize({ modelId: model.modelId, text, addSpecial: true })
    expect([...special]).toEqual([model.bosToken, ...encoded])
  })

  it('rotates every layer by the extension: queries and keys', async () => {
    await withSession('yarn:scale=auto', ({ extension }) => {
      expect(extension).toMatchObject({
        resolvedSpec: 'yarn:scale=2',
        rotatedLayers: [0, 1, 2, 3],
        unrotatedLayers: [],
        slidingWindowLayers: [],
        rewrittenNodes: 8,
      })
      expect(extension.attentionFactor).toBeCloseTo(1 + 0.1 * Math.log(2), 10)
      return Promise.resolve()
    })
  })

  it('gives the same losses for none and native on a plain model, others for linear', async () => {
    const losses = async (extension: string) =>
      withSession(extension, async ({ sessionId }) => {
        const score = { first: 0, end: tokens.length }
        return (await client.evaluate({ sessionId, tokens, score })).nllNats
      })
    const [native, none, linear] = [
      await losses('native'),
      await losses('none'),
      await losses('linear:scale=4'),
    ]
    expect(native[0]).toBeNaN()
    expect(native.slice(1).every(Number.isFinite)).toBe(true)
    const largest = Math.max(...native.slice(1).map((loss, index) => Math.abs(loss - none[index + 1])))
    expect(largest).toBeLessThan(1e-4)
    expect(mean(linear)).toBeGreaterThan(mean(native) + 0.01)
  })

  it('observes every query without changing the losses', async () => {
    const score = { first: 0, end: tokens.length }
    const queries = { kind: 'all' } as const
    await withSession('yarn:scale=2', async ({ sessionId }) => {
      const plain = await client.evaluate({ sessionId, tokens, score })
      const observed = await client.evaluate({ sessionId, tokens, score, observation: { queries } })
      expect(mean(observed.nllNats)).toBeCloseTo(mean(plain.nllNats), 5)
      expect(observed.observation).toMatchObject({ layers: 4, heads: 4, queries: tokens.length })
      expect(observed.observation?.rowSumError).toBeLessThan(1e-3)
    })
  })

  it('generates greedily and repeats itself', async () => {
    const generate = () =>
      withSession('none', ({ sessionId }) =>
        client.generate({ sessionId, prompt: tokens.slice(0, 64), maxNewTokens: 12, stopTokens: [] }),
      )
    const [first, second] = [await generate(), await generate()]
    expect(first.tokens).toHaveLength(12)
    expect(first.stoppedBy).toBe('length')
    expect(second.tokens).toEqual(first.tokens)
    expect(second.logProbabilities).toEqual(first.logProbabilities)
  })

  it.each<[string, (sessionId: number) => Promise<unknown>, string]>([
    [
      'a token outside the vocabulary',
      (sessionId) => client.evaluate({ sessionId, tokens: Int32Array.of(0, 1_000_000) }),
      'tokens.invalid',
    ],
    [
      'more tokens than the context',
      (sessionId) => client.evaluate({ sessionId, tokens: new Int32Array(513) }),
      'context.invalid',
    ],
    ['no tokens', (sessionId) => client.evaluate({ sessionId, tokens: new Int32Array(0) }), 'tokens.invalid'],
    [
      'a score outside the text',
      (sessionId) => client.evaluate({ sessionId, tokens, score: { first: 0, end: 201 } }),
      'input.invalid',
    ],
    [
      'a prompt that leaves no room to generate',
      (sessionId) => client.generate({ sessionId, prompt: tokens, maxNewTokens: 313, stopTokens: [] }),
      'context.invalid',
    ],
    [
      'an expected answer longer than what is generated',
      (sessionId) =>
        client.generate({
          sessionId,
          prompt: tokens.slice(0, 64),
          expected: Int32Array.of(1, 2, 3),
          maxNewTokens: 2,
          stopTokens: [],
        }),
      'input.invalid',
    ],
    [
      'an expected token outside the vocabulary',
      (sessionId) =>
        client.generate({
          sessionId,
          prompt: tokens.slice(0, 64),
          expected: Int32Array.of(1_000_000),
          maxNewTokens: 2,
          stopTokens: [],
        }),
      'tokens.invalid',
    ],
    ['a session that is not open', () => client.evaluate({ sessionId: 9_999, tokens }), 'input.invalid'],
  ])('refuses %s', async (_, call, code) => {
    await withSession('none', async ({ sessionId }) => {
      await expect(call(sessionId)).rejects.toMatchObject({ code })
    })
  })

  it('refuses an extension that does not exist, and goes on', async () => {
    const open = client.openSession({
      modelId: model.modelId,
      contextTokens: 256,
      extension: 'yaarn:scale=4',
    })
    await expect(open).rejects.toMatchObject({ code: 'extension.invalid' })
    await expect(client.describe({})).resolves.toBeDefined()
  })

  it('unloads a model together with its sessions', async () => {
    const second = await client.loadModel({ path: samplePath, trainedContextTokens: 128 })
    expect(second.description.rotary.trainedContextTokens).toBe(128)
    const { sessionId, extension } = await client.openSession({
      modelId: second.modelId,
      contextTokens: 512,
      extension: 'linear:scale=auto',
    })
    expect(extension.resolvedSpec).toBe('linear:scale=4')
    await client.unloadModel({ modelId: second.modelId })
    await expect(client.evaluate({ sessionId, tokens })).rejects.toMatchObject({ code: 'input.invalid' })
  })
})

/** Mean loss without the first position, which has none. */
function mean(losses: Float64Array): number {
  return losses.slice(1).reduce((total, loss) => total + loss, 0) / (losses.length - 1)
}

import { describe, expect, it, vi } from 'vitest'
import { RopewalkError } from '../../../contract'
import type { EngineClient, EngineEvents, Evaluation } from '../../../contract'
import { EngineEventHub } from '../../EngineEventHub'
import { connect } from '../connect'
import { serve } from '../serve'
import { createFakeEngine } from './fakeEngine'
import { createWirePair } from './wirePair'

function wire(calls: Partial<EngineClient>, hub?: EngineEventHub) {
  const { engineSide, clientSide } = createWirePair()
  const stop = serve(createFakeEngine(calls, hub), engineSide)
  return { ...connect(clientSide), clientSide, stop }
}

const evaluation: Evaluation = {
  nllNats: Float64Array.of(NaN, 0.5),
  reusedTokens: 0,
  evaluatedTokens: 2,
  observation: null,
}

describe('serve and connect', () => {
  it('carries inputs and answers with typed arrays and NaN intact', async () => {
    const evaluate = vi.fn(() => Promise.resolve(evaluation))
    const { client } = wire({ evaluate })
    const request = { sessionId: 1, tokens: Int32Array.of(3, 4), score: { first: 0, end: 2 } }
    expect(await client.evaluate(request)).toEqual(evaluation)
    expect(evaluate).toHaveBeenCalledWith(request, expect.anything())
  })

  it('answers calls that return nothing', async () => {
    const { client } = wire({ unloadModel: () => Promise.resolve() })
    await expect(client.unloadModel({ modelId: 1 })).resolves.toBeUndefined()
  })

  it('carries an expected error with code, message and facts', async () => {
    const error = new RopewalkError('model.missing', 'Model file not found: x.gguf.', { path: 'x.gguf' })
    const { client } = wire({ inspectModel: () => Promise.reject(error) })
    const received = client.inspectModel({ path: 'x.gguf' })
    await expect(received).rejects.toBeInstanceOf(RopewalkError)
    await expect(received).rejects.toMatchObject({
      code: 'model.missing',
      message: 'Model file not found: x.gguf.',
      details: { path: 'x.gguf' },
    })
  })

  it('turns anything else thrown into a broken invariant', async () => {
    const { client } = wire({ describe: () => Promise.reject(new TypeError('boom')) })
    await expect(client.describe({})).rejects.toMatchObject({ code: 'invariant.broken', message: 'boom' })
  })

  it('cancels one call and leaves the other alone', async () => {
    const { client } = wire({
      tokenize: ({ text }, options) =>
        new Promise((resolve, reject) => {
          if (text === 'short') resolve(Int32Array.of(1))
          options?.signal?.addEventListener('abort', () =>
            reject(new RopewalkError('run.cancelled', 'Cancelled.')),
          )
        }),
    })
    const controller = new AbortController()
    const long = client.tokenize(
      { modelId: 1, text: 'long', addSpecial: false },
      { signal: controller.signal },
    )
    const short = client.tokenize({ modelId: 1, text: 'short', addSpecial: false })
    controller.abort()
    await expect(long).rejects.toMatchObject({ code: 'run.cancelled' })
    expect(await short).toEqual(Int32Array.of(1))
  })

  it('does not ask the engine when the signal is already aborted', async () => {
    const inspectModel = vi.fn()
    const { client } = wire({ inspectModel })
    const asked = client.describe({}, { signal: AbortSignal.abort() })
    await expect(asked).rejects.toMatchObject({ code: 'run.cancelled' })
    expect(inspectModel).not.toHaveBeenCalled()
  })

  it('forwards events until the listener leaves', async () => {
    const hub = new EngineEventHub()
    const { client } = wire({ describe: () => Promise.reject(new Error()) }, hub)
    const heard: EngineEvents['evaluationProgress'][] = []
    const leave = client.on('evaluationProgress', (payload) => heard.push(payload))
    const payload = { sessionId: 1, evaluatedTokens: 5, totalTokens: 10 }
    hub.emit('evaluationProgress', payload)
    await vi.waitFor(() => expect(heard).toEqual([payload]))
    leave()
    hub.emit('evaluationProgress', payload)
    await client.describe({}).catch(() => undefined)
    expect(heard).toHaveLength(1)
  })

  it.each<[string, unknown, string]>([
    ['tokens that are no Int32Array', { sessionId: 1, tokens: [1, 2] }, 'evaluate.tokens'],
    [
      'a negative span',
      { sessionId: 1, tokens: Int32Array.of(1), score: { first: -1, end: 1 } },
      'evaluate.score.first',
    ],
    ['a missing id', { tokens: Int32Array.of(1) }, 'evaluate.sessionId'],
    ['an unknown key', { sessionId: 1, tokens: Int32Array.of(1), scores: 1 }, 'evaluate'],
    ['nothing', undefined, 'evaluate'],
  ])('refuses %s before the engine sees it', async (_, input, where) => {
    const evaluate = vi.fn(() => Promise.resolve(evaluation))
    const { engineSide, clientSide } = createWirePair()
    serve(createFakeEngine({ evaluate }), engineSide)
    const answers: unknown[] = []
    clientSide.onMessage((message) => answers.push(message))
    clientSide.post({ kind: 'call', id: 1, method: 'evaluate', input })
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    expect(answers[0]).toMatchObject({
      id: 1,
      answer: { ok: false, error: { code: 'input.invalid', details: { where } } },
    })
    expect(evaluate).not.toHaveBeenCalled()
  })

  it('rejects calls in flight and later ones when the process is gone', async () => {
    const { client, fail, countPendingCalls } = wire({ describe: () => new Promise(() => undefined) })
    const inFlight = client.describe({})
    expect(countPendingCalls()).toBe(1)
    fail(new RopewalkError('engine.crashed', 'It ended.'))
    await expect(inFlight).rejects.toMatchObject({ code: 'engine.crashed' })
    await expect(client.describe({})).rejects.toMatchObject({ code: 'engine.crashed' })
    expect(countPendingCalls()).toBe(0)
  })

  it('cancels what is in work when it stops serving', async () => {
    let signalled = false
    const { client, stop } = wire({
      describe: (_, options) =>
        new Promise(() => options?.signal?.addEventListener('abort', () => (signalled = true))),
    })
    void client.describe({})
    await vi.waitFor(() => Promise.resolve())
    stop()
    expect(signalled).toBe(true)
  })
})

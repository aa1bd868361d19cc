/** Answers calls that arrive at a port with an engine: checks inputs, carries cancels, sends events. */
import type { ZodType } from 'zod'
import { RopewalkError, toWireError } from '../../contract'
import type { CancelSignal, EngineClient } from '../../contract'
import { inputSchemas } from './inputSchemas'
import type { Answer, EngineMethod, EngineSidePort } from './messages'

/** Returns the function that stops answering; calls in work are cancelled then. */
export function serve(engine: EngineClient, port: EngineSidePort): () => void {
  const handlers = bindHandlers(engine)
  const inWork = new Map<number, AbortController>()

  async function answer(id: number, method: EngineMethod, input: unknown): Promise<void> {
    const controller = new AbortController()
    inWork.set(id, controller)
    const outcome = await settle(handlers, method, input, controller.signal)
    inWork.delete(id)
    port.post({ kind: 'answer', id, answer: outcome })
  }

  const stopListening = [
    port.onMessage((message) => {
      if (message.kind === 'call') void answer(message.id, message.method, message.input)
      if (message.kind === 'cancel') inWork.get(message.id)?.abort()
    }),
    engine.on('loadProgress', (payload) => port.post({ kind: 'event', event: 'loadProgress', payload })),
    engine.on('evaluationProgress', (payload) =>
      port.post({ kind: 'event', event: 'evaluationProgress', payload }),
    ),
    engine.on('nativeLog', (payload) => port.post({ kind: 'event', event: 'nativeLog', payload })),
  ]
  return () => {
    for (const stop of stopListening) stop()
    for (const controller of inWork.values()) controller.abort()
  }
}

type Handler = (input: unknown, signal: CancelSignal) => Promise<unknown>
type Handlers = { readonly [M in EngineMethod]: Handler }

async function settle(
  handlers: Handlers,
  method: EngineMethod,
  input: unknown,
  signal: CancelSignal,
): Promise<Answer> {
  try {
    if (!Object.hasOwn(handlers, method))
      throw new RopewalkError(
        'input.invalid',
        `Unknown engine call: ${method}. Expected a method of the engine.`,
      )
    return { ok: true, value: await handlers[method](input, signal) }
  } catch (error) {
    return { ok: false, error: toWireError(error) }
  }
}

function bindHandlers(engine: EngineClient): Handlers {
  return {
    describe: bind('describe', inputSchemas.describe, engine.describe),
    inspectModel: bind('inspectModel', inputSchemas.inspectModel, engine.inspectModel),
    estimateMemory: bind('estimateMemory', inputSchemas.estimateMemory, engine.estimateMemory),
    loadModel: bind('loadModel', inputSchemas.loadModel, engine.loadModel),
    unloadModel: bind('unloadModel', inputSchemas.unloadModel, engine.unloadModel),
    tokenize: bind('tokenize', inputSchemas.tokenize, engine.tokenize),
    detokenize: bind('detokenize', inputSchemas.detokenize, engine.detokenize),
    tokenTexts: bind('tokenTexts', inputSchemas.tokenTexts, engine.tokenTexts),
    openSession: bind('openSession', inputSchemas.openSession, engine.openSession),
    closeSession: bind('closeSession', inputSchemas.closeSession, engine.closeSession),
    evaluate: bind('evaluate', inputSchemas.evaluate, engine.evaluate),
    generate: bind('generate', inputSchemas.generate, engine.generate),
  }
}

function bind<I>(
  method: EngineMethod,
  schema: ZodType<I>,
  run: (input: I, options: { signal: CancelSignal }) => Promise<unknown>,
): Handler {
  return (input, signal) => {
    const parsed = schema.safeParse(input)
    if (parsed.success) return run(parsed.data, { signal })
    const [issue] = parsed.error.issues
    const where = [method, ...issue.path.map(String)].join('.')
    throw new RopewalkError(
      'input.invalid',
      `Invalid input of the engine: ${where} (${issue.message}). Expected what the engine's contract states. Check the call.`,
      { method, where },
    )
  }
}

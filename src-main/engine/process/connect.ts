/** The caller's end of the engine's wire. */
import { fromWireError, RopewalkError } from '../../contract'
import type { CancelSignal, EngineClient } from '../../contract'
import { EngineEventHub } from '../EngineEventHub'
import type { ClientSidePort, EngineInput, EngineMethod, EngineOutput } from './messages'

export interface EngineConnection {
  readonly client: EngineClient
  /** Calls without an answer yet. */
  readonly countPendingCalls: () => number
  /** Rejects every call in flight, and all later ones, with `error`. */
  readonly fail: (error: RopewalkError) => void
}

interface PendingCall {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

export function connect(port: ClientSidePort): EngineConnection {
  const pending = new Map<number, PendingCall>()
  const hub = new EngineEventHub()
  let failure: RopewalkError | null = null
  let lastId = 0

  port.onMessage((message) => {
    if (message.kind === 'event') return forward(hub, message)
    if (message.kind !== 'answer') return
    const { id, answer } = message
    const call = pending.get(id)
    pending.delete(id)
    if (answer.ok) call?.resolve(answer.value)
    else call?.reject(fromWireError(answer.error))
  })

  async function call<M extends EngineMethod>(
    method: M,
    input: EngineInput<M>,
    signal?: CancelSignal,
  ): Promise<EngineOutput<M>> {
    if (failure) throw failure
    if (signal?.aborted) throw cancelled()
    const id = ++lastId
    const cancel = () => port.post({ kind: 'cancel', id })
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      const value = await new Promise<unknown>((resolve, reject) => {
        pending.set(id, { resolve, reject })
        port.post({ kind: 'call', id, method, input })
      })
      if (answers(method, value)) return value
      throw new RopewalkError(
        'engine.failed',
        `No answer to ${method}. Expected one. Start the engine again.`,
      )
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  return {
    client: {
      describe: (input, options) => call('describe', input, options?.signal),
      inspectModel: (input, options) => call('inspectModel', input, options?.signal),
      estimateMemory: (input, options) => call('estimateMemory', input, options?.signal),
      loadModel: (input, options) => call('loadModel', input, options?.signal),
      unloadModel: (input, options) => call('unloadModel', input, options?.signal),
      tokenize: (input, options) => call('tokenize', input, options?.signal),
      detokenize: (input, options) => call('detokenize', input, options?.signal),
      tokenTexts: (input, options) => call('tokenTexts', input, options?.signal),
      openSession: (input, options) => call('openSession', input, options?.signal),
      closeSession: (input, options) => call('closeSession', input, options?.signal),
      evaluate: (input, options) => call('evaluate', input, options?.signal),
      generate: (input, options) => call('generate', input, options?.signal),
      on: (event, listener) => hub.on(event, listener),
    },
    countPendingCalls: () => pending.size,
    fail: (error) => {
      failure = error
      for (const { reject } of pending.values()) reject(error)
      pending.clear()
    },
  }
}

const voidMethods: ReadonlySet<EngineMethod> = new Set(['unloadModel', 'closeSession'])

/** Both ends are compiled from one interface: what arrives for a method has that method's type. */
function answers<M extends EngineMethod>(method: M, value: unknown): value is EngineOutput<M> {
  return value !== undefined || voidMethods.has(method)
}

type EventMessage = Extract<Parameters<Parameters<ClientSidePort['onMessage']>[0]>[0], { kind: 'event' }>

function forward(hub: EngineEventHub, message: EventMessage): void {
  switch (message.event) {
    case 'loadProgress':
      return hub.emit(message.event, message.payload)
    case 'evaluationProgress':
      return hub.emit(message.event, message.payload)
    case 'nativeLog':
      return hub.emit(message.event, message.payload)
  }
}

function cancelled(): RopewalkError {
  return new RopewalkError('run.cancelled', 'Cancelled before the engine was asked.')
}

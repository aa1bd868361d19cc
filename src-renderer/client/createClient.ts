/** The workbench's methods and events over the bridge. Methods are not listed: any name of the contract becomes a call. */
import {
  fromWireError,
  RopewalkError,
  type CancelSignal,
  type EventMessage,
  type WindowBridge,
  type WorkbenchClient,
} from '@contract'

type Listener = (payload: never) => void

/** @throws from every call: RopewalkError with the cause; `run.cancelled` when the signal is aborted. */
export function createClient(bridge: WindowBridge): WorkbenchClient {
  const listeners = new Map<string, Set<Listener>>()
  let lastId = 0

  bridge.onEvent(({ event, payload }: EventMessage) => {
    for (const listener of listeners.get(event) ?? []) listener(payload as never)
  })

  async function call(method: string, input: unknown, signal?: CancelSignal): Promise<unknown> {
    if (signal?.aborted) throw cancelled(method)
    const id = ++lastId
    const cancel = () => bridge.cancel(id)
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      const answer = await bridge.call({ id, method, input })
      if (answer.ok) return answer.value
      throw fromWireError(answer.error)
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  function on(event: string, listener: Listener): () => void {
    const ofEvent = listeners.get(event) ?? new Set()
    listeners.set(event, ofEvent.add(listener))
    return () => ofEvent.delete(listener)
  }

  const namespace = (api: string) =>
    new Proxy(
      {},
      {
        get: (_target, name) => (input: unknown, options?: { signal?: CancelSignal }) =>
          call(`${api}.${String(name)}`, input, options?.signal),
      },
    )
  // The types of methods and events are the contract's; the main process refuses a name it does not have.
  return new Proxy(
    {},
    { get: (_target, name) => (name === 'on' ? on : namespace(String(name))) },
  ) as WorkbenchClient
}

function cancelled(method: string): RopewalkError {
  return new RopewalkError('run.cancelled', `Cancelled before it was asked for: ${method}.`)
}

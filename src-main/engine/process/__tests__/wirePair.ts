/** Two ends of a wire in one process; messages are cloned as between processes. */
import type { ClientSidePort, EngineSidePort, FromEngine, ToEngine } from '../messages'

export interface WirePair {
  readonly engineSide: EngineSidePort
  readonly clientSide: ClientSidePort
}

export function createWirePair(): WirePair {
  const toEngine = createChannel<ToEngine>()
  const fromEngine = createChannel<FromEngine>()
  return {
    engineSide: { post: fromEngine.post, onMessage: toEngine.onMessage },
    clientSide: { post: toEngine.post, onMessage: fromEngine.onMessage },
  }
}

function createChannel<M>() {
  const listeners = new Set<(message: M) => void>()
  return {
    post: (message: M) => {
      const copy = structuredClone(message)
      queueMicrotask(() => listeners.forEach((listener) => listener(copy)))
    },
    onMessage: (listener: (message: M) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

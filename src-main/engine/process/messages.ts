/** The words of the engine's wire: plain objects and typed arrays that structured clone can carry. */
import type { BackendChoice, EngineApi, EngineEvents, WireError } from '../../contract'

export type EngineMethod = keyof EngineApi
export type EngineInput<M extends EngineMethod> = Parameters<EngineApi[M]>[0]
export type EngineOutput<M extends EngineMethod> = Awaited<ReturnType<EngineApi[M]>>

export interface EngineStartOptions {
  readonly backend: BackendChoice
}

export type ToEngine =
  | { readonly kind: 'start'; readonly options: EngineStartOptions }
  | { readonly kind: 'call'; readonly id: number; readonly method: EngineMethod; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'ping' }
  | { readonly kind: 'stop' }

export type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError }

type EventMessage = {
  [E in keyof EngineEvents]: {
    readonly kind: 'event'
    readonly event: E
    readonly payload: EngineEvents[E]
  }
}[keyof EngineEvents]

export type FromEngine =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: WireError }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  | EventMessage
  /** `heartbeat` changes as long as the engine makes headway. */
  | { readonly kind: 'pong'; readonly heartbeat: number }

/** One end of a channel: a child process, a utility process's parentPort or a MessagePort. */
export interface WirePort<Incoming, Outgoing> {
  readonly post: (message: Outgoing) => void
  /** Returns the function that stops listening. */
  readonly onMessage: (listener: (message: Incoming) => void) => () => void
}

export type EngineSidePort = WirePort<ToEngine, FromEngine>
export type ClientSidePort = WirePort<FromEngine, ToEngine>

/** Both ends are this program; a message of another shape comes from elsewhere and is dropped. */
export function isFromEngine(message: unknown): message is FromEngine {
  return hasKind(message, ['ready', 'failed', 'answer', 'event', 'pong'])
}

export function isToEngine(message: unknown): message is ToEngine {
  return hasKind(message, ['start', 'call', 'cancel', 'ping', 'stop'])
}

function hasKind(message: unknown, kinds: readonly string[]): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    typeof message.kind === 'string' &&
    kinds.includes(message.kind)
  )
}

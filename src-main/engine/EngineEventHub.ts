/** Who listens to the engine's events; the same on both sides of the process boundary. */
import type { EngineEvents } from '../contract'

export type EngineEventName = keyof EngineEvents
type Listeners = { readonly [E in EngineEventName]: Set<(payload: EngineEvents[E]) => void> }

export class EngineEventHub {
  readonly #listeners: Listeners = {
    loadProgress: new Set(),
    evaluationProgress: new Set(),
    nativeLog: new Set(),
  }

  /** Returns the function that stops listening. */
  on<E extends EngineEventName>(event: E, listener: (payload: EngineEvents[E]) => void): () => void {
    this.#listeners[event].add(listener)
    return () => this.#listeners[event].delete(listener)
  }

  emit<E extends EngineEventName>(event: E, payload: EngineEvents[E]): void {
    for (const listener of this.#listeners[event]) listener(payload)
  }
}

/** The engine as tasks and study see it: interfaces only. */
import type { EngineClient } from '../contract'

/** Starts the engine process; after a crash, a second `start` gives a fresh process with nothing loaded. */
export interface EngineHost {
  start(): Promise<EngineClient>
  stop(): Promise<void>
}

/** A model's tokenizer. Ids carry no special tokens unless they are asked for. */
export interface Tokenizer {
  readonly bosToken: number | null
  readonly addsBos: boolean
  readonly endOfGenerationTokens: readonly number[]
  encode(text: string): Promise<Int32Array>
  decode(tokens: Int32Array): Promise<string>
}

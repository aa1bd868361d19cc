/** Models as the window sees them: the bundled ones and those a person opened. */
import { z } from 'zod'
import type { MemoryEstimate } from '../engine'
import type { WireError } from '../errors'
import type { ModelDescription } from '../model'
import { contextTokens, path, type InputSchemas } from './fields'

export interface ModelEntryState {
  readonly path: string
  readonly label: string
  readonly bundled: boolean
  /** Null while the file cannot be read; `error` says why. */
  readonly description: ModelDescription | null
  readonly error: WireError | null
  readonly lints: readonly RopeLint[]
}

/** Something about a model's rotations that a person should know before comparing extensions on it. */
export interface RopeLint {
  readonly code:
    | 'double-scaling'
    | 'already-extended'
    | 'factors-by-allocation'
    | 'partial-rotary'
    | 'sliding-window'
    | 'trained-context-assumed'
  readonly level: 'note' | 'warning'
  /** Facts for the sentence, which the window words in its language. */
  readonly facts: Readonly<Record<string, string | number>>
}

export interface MemoryState {
  readonly freeBytes: number
  readonly totalBytes: number
}

export interface ModelsApi {
  listModels(input: Record<string, never>): Promise<readonly ModelEntryState[]>
  /** Lets a person choose files; an empty list when they change their mind. */
  chooseModels(input: Record<string, never>): Promise<readonly ModelEntryState[]>
  addModels(input: { paths: readonly string[] }): Promise<readonly ModelEntryState[]>
  /** Takes a model off the list; the file stays. */
  forgetModel(input: { path: string }): Promise<void>
  setTrainedContext(input: { path: string; trainedContextTokens: number | null }): Promise<ModelEntryState>
  estimateMemory(input: {
    path: string
    contextTokens: number
    observed: boolean
    flashAttention: boolean
  }): Promise<MemoryEstimate>
  readMemory(input: Record<string, never>): Promise<MemoryState>
}

export const modelsInputs: InputSchemas<ModelsApi> = {
  listModels: z.strictObject({}),
  chooseModels: z.strictObject({}),
  addModels: z.strictObject({ paths: z.array(path).max(200) }),
  forgetModel: z.strictObject({ path }),
  setTrainedContext: z.strictObject({ path, trainedContextTokens: contextTokens.nullable() }),
  estimateMemory: z.strictObject({
    path,
    contextTokens,
    observed: z.boolean(),
    flashAttention: z.boolean(),
  }),
  readMemory: z.strictObject({}),
}

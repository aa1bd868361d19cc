/** The engine's typed port: the same calls over a child process, a utility process or in process. */
import type { ModelDescription, RotaryGeometry } from './model'
import type { Observation, ObservationRequest, PositionSpan } from './observation'

/** What we need of an `AbortSignal`; contract and core compile without DOM and Node types. */
export interface CancelSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

export type BackendName = 'cuda' | 'metal' | 'vulkan' | 'cpu'
export type BackendChoice = 'auto' | BackendName

export interface BackendState {
  readonly name: BackendName
  readonly usable: boolean
  /** Why it cannot be used here; null when usable. */
  readonly reason: string | null
}

export interface EngineDescription {
  readonly llamaRelease: string
  readonly addonRelease: string
  readonly backend: BackendName
  readonly devices: readonly string[]
  readonly backends: readonly BackendState[]
  /** Instruction set of the row kernels: avx512, avx2, neon or baseline. */
  readonly kernelInstructions: string
  /** What llama.cpp was built for and found on this machine, in its own names: AVX2, FMA, NEON, CUDA : ARCHS = ... */
  readonly features: readonly string[]
  readonly cpuModel: string
  readonly defaultThreads: number
}

/** Parts of the memory that a run needs. */
export interface MemoryEstimate {
  readonly weightBytes: number
  readonly keyValueBytes: number
  readonly computeBytes: number
  readonly observerBytes: number
  readonly totalBytes: number
  readonly freeBytes: number
  /** Which setting lowers the largest part. */
  readonly advice: string
}

export interface LoadedModel {
  readonly modelId: number
  readonly description: ModelDescription
  readonly bosToken: number | null
  readonly eosToken: number | null
  readonly endOfGenerationTokens: readonly number[]
  readonly addsBos: boolean
  readonly vocabularySize: number
}

export type CacheType = 'f32' | 'f16' | 'q8_0' | 'q4_0'

export interface SessionSettings {
  readonly modelId: number
  /** n: the run's context length in tokens; `scale=auto` is computed from it. */
  readonly contextTokens: number
  /** Spec string, e.g. `yarn:scale=auto`. */
  readonly extension: string
  readonly trainedContextTokens?: number
  /** Frequencies of an extension that reads them from a file, already read. */
  readonly extensionFile?: string
  readonly applyToSlidingWindowLayers?: boolean
  readonly flashAttention?: boolean
  readonly cacheType?: CacheType
  readonly threads?: number
  /** Tokens per micro-batch; prefixes are reused in whole ones. */
  readonly microBatchTokens?: number
}

/** What was really applied to the model's rotations. */
export interface AppliedExtension {
  /** Canonical spec with every number resolved, e.g. `yarn:scale=4`. */
  readonly resolvedSpec: string
  readonly geometry: RotaryGeometry
  /** [d/2] rad/token; null for `native`, where the nodes are left alone. */
  readonly inverseFrequencies: readonly number[] | null
  readonly attentionFactor: number | null
  readonly rotatedLayers: readonly number[]
  readonly unrotatedLayers: readonly number[]
  /** Window layers left with the file's own frequencies. */
  readonly slidingWindowLayers: readonly number[]
  readonly rewrittenNodes: number
}

export interface OpenedSession {
  readonly sessionId: number
  readonly settings: Required<Omit<SessionSettings, 'trainedContextTokens' | 'extensionFile'>>
  readonly extension: AppliedExtension
}

export interface EvaluationRequest {
  readonly sessionId: number
  /** The whole sequence from position 0; the common prefix with the last evaluation is reused. */
  readonly tokens: Int32Array
  /** Score tokens at these positions (their NLL given what precedes); position 0 has no NLL. */
  readonly score?: PositionSpan
  readonly observation?: ObservationRequest
}

export interface Evaluation {
  /** NLL in nats of token `score.first + i` [score.end - score.first]; NaN at position 0. */
  readonly nllNats: Float64Array<ArrayBuffer>
  readonly reusedTokens: number
  readonly evaluatedTokens: number
  readonly observation: Observation | null
}

export interface GenerationRequest {
  readonly sessionId: number
  readonly prompt: Int32Array
  /**
   * Positions up to which other prompts of the session agree with this one, rising: micro-batches end there, so that those
   * prompts reuse the prefix to the token (a point closer than 64 tokens to the one before or to the end is passed over).
   */
  readonly reusePoints?: readonly number[]
  /** An answer whose probability is asked for, at most `maxNewTokens` tokens. What is generated stays greedy. */
  readonly expected?: Int32Array
  readonly maxNewTokens: number
  /** Generation ends before any of these. */
  readonly stopTokens: readonly number[]
  /** `queries` is ignored: the predicting queries are observed (the last of the prompt, then each generated token). */
  readonly observation?: ObservationRequest
}

export interface Generation {
  /** Greedy tokens, the stop token excluded. */
  readonly tokens: Int32Array<ArrayBuffer>
  /** ln p of each generated token. */
  readonly logProbabilities: Float64Array<ArrayBuffer>
  /** -ln p of each token of `expected`, given the prompt and what precedes it in `expected`. */
  readonly expectedNllNats: Float64Array<ArrayBuffer>
  readonly stoppedBy: 'stop-token' | 'length'
  readonly reusedTokens: number
  readonly evaluatedTokens: number
  /** Queries = predicting queries; when a stop token ended it, the query that predicted it is observed last. */
  readonly observation: Observation | null
}

export interface EngineApi {
  describe(input: Record<string, never>): Promise<EngineDescription>
  inspectModel(input: { path: string; trainedContextTokens?: number }): Promise<ModelDescription>
  estimateMemory(input: {
    path: string
    contextTokens: number
    observed: boolean
    flashAttention?: boolean
    cacheType?: CacheType
    microBatchTokens?: number
  }): Promise<MemoryEstimate>
  loadModel(input: { path: string; gpuLayers?: number; trainedContextTokens?: number }): Promise<LoadedModel>
  unloadModel(input: { modelId: number }): Promise<void>
  /** Token ids without BOS unless `addSpecial`. */
  tokenize(input: { modelId: number; text: string; addSpecial: boolean }): Promise<Int32Array>
  detokenize(input: { modelId: number; tokens: Int32Array }): Promise<string>
  /** Text of every token by itself. */
  tokenTexts(input: { modelId: number; tokens: Int32Array }): Promise<string[]>
  openSession(input: SessionSettings): Promise<OpenedSession>
  closeSession(input: { sessionId: number }): Promise<void>
  evaluate(input: EvaluationRequest): Promise<Evaluation>
  generate(input: GenerationRequest): Promise<Generation>
}

export interface EngineEvents {
  loadProgress: { path: string; fraction: number }
  /** Tokens evaluated so far of the request in work. */
  evaluationProgress: { sessionId: number; evaluatedTokens: number; totalTokens: number }
  nativeLog: { level: 'error' | 'warn' | 'info'; text: string }
}

/** The engine as other rooms see it: every call takes a signal, and events can be listened to. */
export type EngineClient = {
  [M in keyof EngineApi]: (
    input: Parameters<EngineApi[M]>[0],
    options?: { signal?: CancelSignal },
  ) => ReturnType<EngineApi[M]>
} & {
  on<E extends keyof EngineEvents>(event: E, listener: (payload: EngineEvents[E]) => void): () => void
}

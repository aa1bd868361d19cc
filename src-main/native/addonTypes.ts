/**
 * The wall: everything the C++ addon offers, declared by hand. C++ mirrors these names; nothing else in
 * TypeScript knows the addon, and only bindings.ts loads it.
 * Rejections carry `code`, one of the contract's error codes.
 */
import type {
  CacheType,
  Evaluation,
  Generation,
  ObservationRequest,
  PositionSpan,
  RotaryNode,
} from '../contract'

export interface NativeDevice {
  readonly name: string
  readonly description: string
  readonly kind: 'cpu' | 'gpu' | 'integrated-gpu' | 'accelerator'
  readonly freeBytes: number
  readonly totalBytes: number
}

export interface AttachedLibrary {
  /** Path of the libllama found in this process. */
  readonly libraryPath: string
  readonly devices: readonly NativeDevice[]
  /** avx512, avx2, neon or baseline: what the row kernels were compiled for and run with here. */
  readonly kernelInstructions: string
  /** Those that this processor can run, fastest first; the environment variable ROPEWALK_KERNELS names one of them. */
  readonly availableKernelInstructions: readonly string[]
}

export interface NativeLog {
  readonly level: 'error' | 'warn' | 'info'
  readonly text: string
}

export interface NativeModelOptions {
  readonly path: string
  readonly gpuLayers: number
}

export interface NativeSessionOptions {
  readonly contextTokens: number
  readonly microBatchTokens: number
  readonly threads: number
  readonly flashAttention: boolean
  readonly cacheType: CacheType
}

/** How the graph of this model rotates, seen in one decode of one token when the session opens. */
export interface RotationProbe {
  /** Layers with at least one ROPE node, and those without. */
  readonly rotatedLayers: readonly number[]
  readonly unrotatedLayers: readonly number[]
  /** Layers that see a sliding window. */
  readonly slidingWindowLayers: readonly number[]
  readonly rotaryDimensions: number
  readonly layout: 'adjacent' | 'halves'
  /** RoPE base of the global layers. */
  readonly ropeBase: number
  /** What each ROPE node asks for, in graph order: one for queries and one for keys of a layer as a rule. */
  readonly rotations: readonly NativeRotation[]
}

/** A ROPE node as llama.cpp built it: the parameters of `ggml_rope_ext` (ggml/include/ggml.h). */
export interface NativeRotation extends RotaryNode {
  readonly layer: number
  /** `GGML_ROPE_TYPE_*`. */
  readonly mode: number
  /** Divisors of the file's own [d/2 or more]; null where it has none. */
  readonly factors: Float32Array | null
}

export interface NativeRotaryTable {
  /** theta_j / inverseFrequency_j [d/2]; 1e30 for a pair that does not rotate. */
  readonly divisors: Float32Array
  /** Base whose powers the divisors divide. */
  readonly ropeBase: number
  readonly attentionFactor: number
  readonly applyToSlidingWindowLayers: boolean
}

export interface BareDecodeTimes {
  readonly wallSeconds: number
  /** Of all threads of the process. */
  readonly processorSeconds: number
}

export interface NativeEvaluationRequest {
  readonly tokens: Int32Array
  readonly score: PositionSpan | null
  readonly observation: ObservationRequest | null
}

export interface NativeGenerationRequest {
  readonly prompt: Int32Array
  readonly reusePoints: Int32Array
  readonly expected: Int32Array
  readonly maxNewTokens: number
  readonly stopTokens: Int32Array
  readonly observation: ObservationRequest | null
}

export type ProgressListener = (doneTokens: number, totalTokens: number) => void

export interface NativeSession {
  readonly probe: RotationProbe
  /**
   * `null` leaves the file's own rotations alone. Forgets the cached prefix. Returns the number of ROPE nodes that were seen to rotate by
   * the table, in a decode of one token; a later decode in which it is another rejects with `extension.notApplied`.
   */
  setRotaryTable(table: NativeRotaryTable | null): number
  evaluate(request: NativeEvaluationRequest, onProgress: ProgressListener): Promise<Evaluation>
  generate(request: NativeGenerationRequest, onProgress: ProgressListener): Promise<Generation>
  /** Ends the work in progress within one graph node; its promise rejects with `run.cancelled`. */
  cancel(): void
  /** Graph nodes seen since the session opened: stands still when native code hangs. */
  heartbeat(): number
  /** Waits for work in progress; the memory is free when it resolves. */
  dispose(): Promise<void>
}

export interface NativeModel {
  readonly vocabularySize: number
  readonly bosToken: number | null
  readonly eosToken: number | null
  readonly addsBos: boolean
  readonly endOfGenerationTokens: Int32Array
  /** `other`: multi-section and similar rotations, which are refused. */
  readonly rotation: 'none' | 'adjacent' | 'halves' | 'other'
  readonly hasRecurrentLayers: boolean
  readonly layerCount: number
  readonly headCount: number
  readonly slidingWindowTokens: number
  tokenize(text: string, addSpecial: boolean): Int32Array
  detokenize(tokens: Int32Array): string
  tokenTexts(tokens: Int32Array): string[]
  openSession(options: NativeSessionOptions): Promise<NativeSession>
  /**
   * The yardstick of the benchmarks: the decodes alone in a fresh context, with no evaluation callback and no use of the logits,
   * which are computed for every token or for the last of each micro-batch.
   */
  decodeBare(tokens: Int32Array, options: NativeSessionOptions, allLogits: boolean): Promise<BareDecodeTimes>
  /** The weights go with the last of its sessions. */
  dispose(): Promise<void>
}

export interface NativeAddon {
  /** llama.cpp release whose headers the addon was compiled against. */
  readonly compiledForRelease: string
  /** Finds llama.cpp among the libraries of this process; throws `engine.unavailable` where there is none. */
  attach(onLog: (log: NativeLog) => void): AttachedLibrary
  loadModel(
    options: NativeModelOptions,
    onProgress: (fraction: number) => void,
  ): { readonly model: Promise<NativeModel>; cancel(): void }
}

/** What is known of a GGUF model without loading its weights. */

/** Which channels of a head form a rotated pair: (2j, 2j+1) or (j, j + d/2). */
export type RotaryLayout = 'adjacent' | 'halves'

/** The facts a RoPE extension is computed from. */
export interface RotaryGeometry {
  /** d: rotated dimensions of a head, even; may be less than the head size. */
  readonly rotaryDimensions: number
  /** b: RoPE base of the file, > 1. */
  readonly ropeBase: number
  /** L: tokens the model was trained on before any extension. */
  readonly trainedContextTokens: number
}

/** Where `trainedContextTokens` came from. */
export type TrainedContextSource = 'original-context-key' | 'context-length-key' | 'override'

/** RoPE scaling stated by the file's metadata, e.g. of a fine-tune that already carries an extension. */
export interface DeclaredScaling {
  readonly type: 'none' | 'linear' | 'yarn' | 'longrope' | 'llama3' | 'unknown'
  readonly factor: number | null
  readonly originalContextTokens: number | null
  readonly attentionFactor: number | null
  /** Names of factor tensors in the file: rope_freqs.weight, rope_factors_long.weight, rope_factors_short.weight. */
  readonly factorTensors: readonly string[]
}

export interface SlidingWindow {
  readonly windowTokens: number
  /** RoPE base of the window layers when it differs from the global one. */
  readonly ropeBase: number | null
}

export interface ModelDescription {
  /** As given by the user; a hint, not an identity. */
  readonly path: string
  readonly fileBytes: number
  /** Of a split model every part in order, of another the one file. */
  readonly filePaths: readonly string[]
  readonly name: string | null
  readonly architecture: string
  readonly ggufVersion: number
  readonly tensorCount: number
  readonly parameterCount: number
  /** Bytes of tensor data. */
  readonly weightBytes: number
  /** Prevailing weight type, e.g. Q8_0. */
  readonly quantization: string
  readonly layerCount: number
  /** Query heads of the widest layer. */
  readonly headCount: number
  readonly keyValueHeadCount: number
  /** Channels of a key head. */
  readonly headDimensions: number
  readonly embeddingLength: number
  readonly vocabularySize: number
  /** `<arch>.context_length` of the file: for a fine-tune this may be the extended length. */
  readonly declaredContextTokens: number
  readonly rotary: RotaryGeometry
  readonly trainedContextSource: TrainedContextSource
  readonly rotaryLayout: RotaryLayout
  readonly declaredScaling: DeclaredScaling
  /** Spec string that equals what the file asks for, e.g. `linear:scale=8`; null where no static spec does. */
  readonly nativeEquivalent: string | null
  readonly slidingWindow: SlidingWindow | null
  readonly tokenizerModel: string
  readonly tokenizerPre: string | null
  readonly addsBos: boolean
}

/** RoPE extensions: rules that give new rotary frequencies. Spec strings: `name` or `name:key=value,key=value`. */

/** `auto` is max(1, n / L) for a run of n tokens on a model trained on L. */
export type Scale = number | 'auto'

/** Where a table comes from: the path of a file, or the name of a curve of the experiment. One of the two is null. */
type TableSource<K extends string> = { readonly [P in K | 'curve']: string | null }

/** What each extension takes; definitions and defaults are in core/rope, one file each. */
export interface ExtensionParameters {
  /** What the file asks for, left untouched. */
  native: object
  /** Plain RoPE, also for files that carry factors of their own. */
  none: object
  linear: { readonly scale: Scale }
  ntk: { readonly scale: Scale }
  base: { readonly base: number }
  'dynamic-ntk': { readonly factor: number }
  'by-parts': { readonly scale: Scale; readonly alpha: number; readonly beta: number }
  yarn: {
    readonly scale: Scale
    readonly betaFast: number
    readonly betaSlow: number
    /** null: 0.1 ln s + 1. */
    readonly attentionFactor: number | null
  }
  /** attentionFactor null: sqrt(1 + ln s / ln L). */
  longrope: TableSource<'factors'> & { readonly attentionFactor: number | null }
  llama3: {
    readonly factor: number
    readonly lowFrequencyFactor: number
    readonly highFrequencyFactor: number
    /** null: the model's trained context. */
    readonly originalContext: number | null
  }
  'ntk-mixed': { readonly scale: Scale }
  'p-rope': { readonly keep: number }
  custom: TableSource<'file'>
}

export type ExtensionKind = keyof ExtensionParameters

export type RopeExtension<K extends ExtensionKind = ExtensionKind> = {
  [P in K]: { readonly kind: P } & ExtensionParameters[P]
}[K]

/** `op_params` and factor tensor of ggml's GGML_OP_ROPE. */
export interface RotaryNode {
  /** n_dims, d: rotated dimensions of a head. */
  readonly dimensions: number
  /** n_ctx_orig, L. */
  readonly trainedContextTokens: number
  /** freq_base, b. */
  readonly ropeBase: number
  /** freq_scale, 1/s. */
  readonly frequencyScale: number
  /** ext_factor: share of YaRN's ramp, 0 without YaRN. */
  readonly extensionFactor: number
  /** attn_factor, before the kernel's own 1 + 0.1 ln s. */
  readonly attentionFactor: number
  readonly betaFast: number
  readonly betaSlow: number
  /** Divisors of theta_j [at least d/2]; null: all 1. */
  readonly factors: ArrayLike<number> | null
}

/** A static extension: rad/token [d/2], and the factor on cos and sin of queries and keys. */
export interface RotaryTable {
  readonly inverseFrequencies: Float64Array
  readonly attentionFactor: number
}

/**
 * The rotation of each architecture that does more than the generic keys say. All others read `rope.freq_base`,
 * `rope.scaling.{type,factor,attn_factor,original_context_length}` and the factor tensors, and no more.
 * Source: llama.cpp commit de3ff815, `src/models/*.cpp` (`load_arch_hparams` and the graphs), `src/llama-context.cpp`,
 * `src/llama-model.cpp` (`load_hparams`). Told for users in docs/native-rotation.md.
 */

export interface ArchitectureRotation {
  /** Reads `rope.scaling.yarn_beta_fast` and `yarn_beta_slow`. */
  readonly readsBetas?: true
  /** Reads `rope.scaling.yarn_ext_factor` and `yarn_attn_factor`. */
  readonly readsYarnFactors?: true
  /** beta_fast where the file states none; 32 for all others. */
  readonly betaFast?: number
  /** What the value of `rope.scaling.yarn_log_multiplier` is multiplied by; the others do not read it. */
  readonly logMultiplierUnit?: number
  /** The numerator of the log multiplier is the multiplier itself, so that the factors cancel. */
  readonly logMultiplierCancels?: true
  /** Reads `rope.scaling.alpha`: b = base alpha^(d / (d - 2)) of the head size d. */
  readonly readsAlpha?: true
  /** The graph rotates plainly whatever the scaling keys say. */
  readonly ignoresScaling?: true
}

export function findArchitectureRotation(name: string): ArchitectureRotation {
  return rotations.get(name) ?? {}
}

export const rotations: ReadonlyMap<string, ArchitectureRotation> = new Map<string, ArchitectureRotation>([
  ['mistral3', { readsBetas: true, logMultiplierUnit: 1 }],
  ['grok', { readsBetas: true, readsYarnFactors: true, betaFast: 8 }],
  ['deepseek2', { logMultiplierUnit: 10, logMultiplierCancels: true }],
  ['deepseek32', { logMultiplierUnit: 10 }],
  ['mistral4', { logMultiplierUnit: 10 }],
  ['deepseek2-ocr', { ignoresScaling: true }],
  ['hunyuan-dense', { readsAlpha: true }],
  ['hunyuan_vl', { readsAlpha: true }],
])

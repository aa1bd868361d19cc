/** The RoPE keys of a Hugging Face config.json, as they are written. */
export type HuggingFaceScaling = Readonly<Record<string, string | number | readonly number[]>>

export interface HuggingFaceRope {
  readonly rope_theta: number
  readonly max_position_embeddings: number
  /** Beside `rope_scaling` for longrope, where Phi-3's own code reads it. */
  readonly original_max_position_embeddings?: number
  /** With `rope_type` and its older name `type`; null is plain RoPE. */
  readonly rope_scaling: HuggingFaceScaling | null
}

export function stateScaling(
  type: string,
  keys: Readonly<Record<string, number | readonly number[]>>,
): HuggingFaceScaling {
  return { rope_type: type, type, ...keys }
}

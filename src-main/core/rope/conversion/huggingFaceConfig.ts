/** The RoPE keys of a Hugging Face config.json, checked where they arrive. */
import { z } from 'zod'
import { RopewalkError } from '../../../contract'

const number = z.number().nullish()
const factors = z.array(z.number()).nullish()

const scalingSchema = z.looseObject({
  rope_type: z.string().nullish(),
  type: z.string().nullish(),
  rope_theta: number,
  factor: number,
  original_max_position_embeddings: number,
  beta_fast: number,
  beta_slow: number,
  attention_factor: number,
  mscale: number,
  mscale_all_dim: number,
  truncate: z.boolean().nullish(),
  low_freq_factor: number,
  high_freq_factor: number,
  short_factor: factors,
  long_factor: factors,
  short_mscale: number,
  long_mscale: number,
  partial_rotary_factor: number,
})

const configSchema = z.looseObject({
  rope_theta: number,
  max_position_embeddings: number,
  original_max_position_embeddings: number,
  partial_rotary_factor: number,
  rope_scaling: scalingSchema.nullish(),
  rope_parameters: scalingSchema.nullish(),
})

export type HuggingFaceConfig = z.infer<typeof configSchema>
export type HuggingFaceStatedScaling = z.infer<typeof scalingSchema>

/** @throws RopewalkError `extension.invalid` naming the key that is not usable. */
export function readHuggingFaceConfig(config: unknown): HuggingFaceConfig {
  const result = configSchema.safeParse(config)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new RopewalkError(
    'extension.invalid',
    `A Hugging Face config that is not usable at ${issue.path.join('.') || 'its top'}: ${issue.message}. ` +
      'Expected the keys of a config.json. Correct the config.',
  )
}

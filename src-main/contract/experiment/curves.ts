/** Curves of an experiment: frequencies that were drawn or searched, named, and part of the spec, so that they travel with it. */
import { z } from 'zod'

const factors = z.array(z.number().positive()).min(1)

/** As in a Hugging Face config's `rope_scaling`: what `longrope` takes. */
export const longropeTableSchema = z.looseObject({
  short_factor: factors,
  long_factor: factors,
  factor: z.number().min(1).optional(),
  attention_factor: z.number().positive().optional(),
  original_max_position_embeddings: z.int().min(1).optional(),
})

/** What `custom` takes: rad/token [d/2]. */
export const customTableSchema = z.strictObject({
  inverseFrequencies: z.array(z.number().min(0)).min(1),
  attentionFactor: z.number().positive().optional(),
})

/** It stands in spec strings, where commas and signs part values. */
const namePattern = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._()+-]{0,38}[\p{L}\p{N}._()+-])?$/u

export const curveNameSchema = z
  .string()
  .regex(namePattern, 'at most 40 letters, digits, spaces and . _ ( ) + -')

export const curveSchema = z.strictObject({
  name: curveNameSchema,
  table: z.union([customTableSchema, longropeTableSchema], {
    error: 'inverseFrequencies, or short_factor and long_factor, all numbers above 0',
  }),
})

export type Curve = z.infer<typeof curveSchema>

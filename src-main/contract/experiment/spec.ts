/** The experiment spec: what a person writes, schema-checked. Unknown fields are refused, a newer version too. */
import { z } from 'zod'
import { curveSchema } from './curves'
import { needleTaskSchema, passkeyTaskSchema, perplexityTaskSchema, rulerTaskSchema } from './tasks'
import { positiveInteger } from './tasks/fields'

export const SPEC_FORMAT = 'ropewalk-experiment'
export const SPEC_VERSION = 1

const contextTokens = z.int().min(16).max(16_777_216)

export const taskSchema = z.discriminatedUnion('kind', [
  perplexityTaskSchema,
  passkeyTaskSchema,
  needleTaskSchema,
  rulerTaskSchema,
])

export const modelEntrySchema = z.strictObject({
  /** Path of the GGUF file, relative to the spec file, or `bundled:NAME` for a file of resources/models. */
  path: z.string().min(1),
  label: z.string().min(1).max(80).optional(),
  /** L, where the file's metadata is wrong. */
  trainedContextTokens: contextTokens.optional(),
  /** Extensions of this model only, instead of the experiment's. */
  extensions: z.array(z.string().min(1)).min(1).optional(),
})

export const engineSettingsSchema = z.strictObject({
  backend: z.enum(['auto', 'cuda', 'metal', 'vulkan', 'cpu']).default('auto'),
  threads: positiveInteger.max(1024).optional(),
  gpuLayers: z.int().min(0).optional(),
  cacheType: z.enum(['f32', 'f16', 'q8_0', 'q4_0']).default('f16'),
  flashAttention: z.boolean().default(true),
  /** Tokens per micro-batch; prefix reuse works in whole micro-batches, which keeps results bit for bit. */
  microBatchTokens: positiveInteger.max(4096).default(128),
  applyToSlidingWindowLayers: z.boolean().default(false),
  /** Run even where the estimate says that memory does not suffice. */
  ignoreMemoryEstimate: z.boolean().default(false),
})

export const observationSettingsSchema = z.strictObject({
  /** Queries observed in perplexity cells; answer cells always observe the predicting queries. */
  queries: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('all') }),
      z.strictObject({ kind: z.literal('last'), count: positiveInteger }),
    ])
    .default({ kind: 'all' }),
  /** Bins of the mean attention by absolute key position; 0 leaves it out. */
  keyPositionBins: z.int().min(0).max(4096).default(64),
  /** Tiles along each side of the pooled map of the first window of a length; 0 leaves maps out. */
  mapTiles: z.int().min(0).max(512).default(64),
})

export const experimentSpecSchema = z.strictObject({
  format: z.literal(SPEC_FORMAT),
  version: z.literal(SPEC_VERSION),
  title: z.string().min(1).max(200),
  description: z.string().max(4000).optional(),
  models: z.array(modelEntrySchema).min(1).max(100),
  extensions: z.array(z.string().min(1)).min(1).max(100),
  /** Tables that extensions name: `custom:curve=NAME`, `longrope:curve=NAME`. */
  curves: z.array(curveSchema).max(100).optional(),
  contexts: z.array(contextTokens).min(1).max(1000),
  seed: z.int().min(0).max(4_294_967_295).default(1),
  tasks: z.array(taskSchema).min(1).max(100),
  engine: engineSettingsSchema.default(engineSettingsSchema.parse({})),
  observation: observationSettingsSchema.default(observationSettingsSchema.parse({})),
  /** Texts that go into the file: up to 512 KiB each, all (their licences allow it), or none. */
  keepTexts: z.enum(['none', 'small', 'all']).default('small'),
})

export type TaskSpec = z.infer<typeof taskSchema>
export type ModelEntry = z.infer<typeof modelEntrySchema>
export type EngineSettings = z.infer<typeof engineSettingsSchema>
export type ObservationSettings = z.infer<typeof observationSettingsSchema>
export type ExperimentSpec = z.infer<typeof experimentSpecSchema>

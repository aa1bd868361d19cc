/** The head of a `.ropewalk` file: how its numbers came about. */
import { z } from 'zod'
import { experimentSpecSchema } from './spec'

export const FILE_FORMAT = 'ropewalk'
export const FILE_MAJOR = 1
export const FILE_MINOR = 2

const count = z.int().min(0)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const modelProvenanceSchema = z.looseObject({
  label: z.string(),
  /** As written in the spec: a hint, not an identity. */
  path: z.string(),
  sha256,
  fileBytes: count,
  architecture: z.string(),
  quantization: z.string(),
  layerCount: count,
  headCount: count,
  keyValueHeadCount: count,
  headDimensions: count,
  vocabularySize: count,
  /** Kind of tokenizer; absent in older files. */
  tokenizer: z.looseObject({ model: z.string(), pre: z.string().nullable() }).optional(),
  rotary: z.looseObject({
    rotaryDimensions: count,
    ropeBase: z.number(),
    trainedContextTokens: count,
  }),
  declaredContextTokens: count,
  nativeEquivalent: z.string().nullable(),
})

const engineSchema = z.looseObject({
  llamaRelease: z.string(),
  backend: z.string(),
  devices: z.array(z.string()),
  kernelInstructions: z.string(),
  /** Processor features that llama.cpp uses, in its own names; absent in older files. */
  features: z.array(z.string()).optional(),
  cpuModel: z.string(),
  threads: count,
})

/** A file that was merged into this one, and the machine it came from. */
const shardSchema = z.looseObject({
  createdAt: z.iso.datetime(),
  appVersion: z.string(),
  engine: engineSchema,
  /** Cells taken from it. */
  cells: count,
  manifestSha256: sha256,
})

const corpusProvenanceSchema = z.looseObject({ path: z.string(), sha256, bytes: count })

/** The extension really applied, per model, extension and context. */
const appliedExtensionSchema = z.looseObject({
  model: count,
  extension: z.string(),
  contextTokens: count,
  resolvedExtension: z.string(),
  inverseFrequencies: z.array(z.number()).nullable(),
  attentionFactor: z.number().nullable(),
  rotatedLayers: z.array(count),
  unrotatedLayers: z.array(count),
  slidingWindowLayers: z.array(count),
})

/** What a run knows before and while it runs; `parts` is added when the file is written. */
export const manifestDraftSchema = z.looseObject({
  format: z.literal(FILE_FORMAT),
  version: z.looseObject({ major: count, minor: count }),
  appVersion: z.string(),
  createdAt: z.iso.datetime(),
  spec: experimentSpecSchema,
  models: z.array(modelProvenanceSchema),
  corpora: z.array(corpusProvenanceSchema),
  /** Of a merged file, the engine of its first shard. */
  engine: engineSchema,
  /** Only in a merged file. */
  shards: z.array(shardSchema).optional(),
  appliedExtensions: z.array(appliedExtensionSchema),
  cells: z.looseObject({ planned: count, done: count, failed: count }),
})

export const manifestSchema = manifestDraftSchema.extend({
  /** SHA-256 of every other part of the file, by its name. */
  parts: z.record(z.string(), z.looseObject({ sha256, bytes: count })),
})

export type ModelProvenance = z.infer<typeof modelProvenanceSchema>
export type CorpusProvenance = z.infer<typeof corpusProvenanceSchema>
export type AppliedExtensionRecord = z.infer<typeof appliedExtensionSchema>
export type Manifest = z.infer<typeof manifestSchema>
export type ManifestDraft = z.infer<typeof manifestDraftSchema>

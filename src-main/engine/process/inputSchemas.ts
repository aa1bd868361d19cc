/** What the engine accepts over the wire, checked where it arrives. Limits that depend on a model are checked later. */
import { z } from 'zod'
import type { EngineInput, EngineMethod } from './messages'

const count = z.int().min(0)
const positive = z.int().min(1)
/** Tokens of a context; llama.cpp counts them in 32 bits, and the experiment spec allows as many. */
const contextTokens = positive.max(16_777_216)
const path = z.string().min(1).max(4096)
const tokens = z.instanceof(Int32Array)
const span = z.strictObject({ first: count, end: count })
const cacheType = z.enum(['f32', 'f16', 'q8_0', 'q4_0'])
const modelId = positive
const sessionId = positive
const text = z.string().max(2 ** 28)

const observation = z.strictObject({
  queries: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all') }),
    z.strictObject({ kind: z.literal('last'), count: positive }),
    z.strictObject({ kind: z.literal('range'), first: count, end: count }),
  ]),
  rowSource: z.enum(['flash-operands', 'softmax-nodes']).exactOptional(),
  perQuery: z.boolean().exactOptional(),
  keySpans: z.array(span).max(64).exactOptional(),
  topKeys: z.strictObject({ count: positive.max(1024), queries: positive }).exactOptional(),
  keyPositionBins: positive.max(4096).exactOptional(),
  pooledMap: z.strictObject({ rows: positive.max(1024), columns: positive.max(1024) }).exactOptional(),
  window: z
    .strictObject({ layer: count, heads: z.array(count).max(1024), queries: span, keys: span })
    .exactOptional(),
  region: z
    .strictObject({
      layer: count.nullable(),
      heads: z.array(count).max(1024),
      queries: span,
      keys: span,
      rows: positive.max(4096),
      columns: positive.max(4096),
    })
    .exactOptional(),
})

export const inputSchemas: { readonly [M in EngineMethod]: z.ZodType<EngineInput<M>> } = {
  describe: z.strictObject({}),
  inspectModel: z.strictObject({ path, trainedContextTokens: positive.exactOptional() }),
  estimateMemory: z.strictObject({
    path,
    contextTokens,
    observed: z.boolean(),
    flashAttention: z.boolean().exactOptional(),
    cacheType: cacheType.exactOptional(),
    microBatchTokens: contextTokens.exactOptional(),
  }),
  loadModel: z.strictObject({
    path,
    gpuLayers: count.exactOptional(),
    trainedContextTokens: positive.exactOptional(),
  }),
  unloadModel: z.strictObject({ modelId }),
  tokenize: z.strictObject({ modelId, text, addSpecial: z.boolean() }),
  detokenize: z.strictObject({ modelId, tokens }),
  tokenTexts: z.strictObject({ modelId, tokens }),
  openSession: z.strictObject({
    modelId,
    contextTokens,
    extension: z.string().max(2 ** 20),
    trainedContextTokens: positive.exactOptional(),
    extensionFile: z
      .string()
      .max(2 ** 24)
      .exactOptional(),
    applyToSlidingWindowLayers: z.boolean().exactOptional(),
    flashAttention: z.boolean().exactOptional(),
    cacheType: cacheType.exactOptional(),
    threads: positive.max(1024).exactOptional(),
    microBatchTokens: contextTokens.exactOptional(),
  }),
  closeSession: z.strictObject({ sessionId }),
  evaluate: z.strictObject({
    sessionId,
    tokens,
    score: span.exactOptional(),
    observation: observation.exactOptional(),
  }),
  generate: z.strictObject({
    sessionId,
    prompt: tokens,
    reusePoints: z.array(count).max(4096).exactOptional(),
    expected: tokens.exactOptional(),
    maxNewTokens: positive,
    stopTokens: z.array(count).max(4096),
    observation: observation.exactOptional(),
  }),
}

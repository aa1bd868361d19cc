/** Lines of `cells.ndjson` and `timings.ndjson`, checked. Fields of a newer minor version pass through. */
import { z } from 'zod'
import {
  ANSWER_FAILURES,
  headMeasures,
  InvariantError,
  isErrorCode,
  mapHeadMeasures,
  type Cell,
  type CellTiming,
  type HeadMeasureMeans,
  type HeadMeasureName,
} from '../contract'
import { toDamagedError } from './damage'

/** Of tensors; what they claim is compared with the part they lie in. */
const size = z.int().min(0)
/** As far as the 32-bit columns of the tables reach. */
const count = z
  .int()
  .min(0)
  .max(2 ** 31 - 1)

const errorSchema = z
  .looseObject({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  // A newer version may know more codes; the message still says what happened.
  .transform(({ code, message, details }) =>
    isErrorCode(code)
      ? { code, message, details }
      : { code: 'engine.failed' as const, message, details: { ...details, unknownCode: code } },
  )

const itemSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('window'), window: count }),
  z.looseObject({ kind: z.literal('prompt'), depthPercent: z.number(), repeat: count }),
  z.looseObject({ kind: z.literal('sample'), subtask: z.string().min(1), sample: count }),
])

const baseSchema = z.looseObject({
  id: z.string().min(1),
  model: count,
  task: count,
  extension: z.string(),
  contextTokens: count,
  item: itemSchema,
  resolvedExtension: z.string(),
  attentionFactor: z.number().nullable(),
})

const perplexitySchema = z.looseObject({
  kind: z.literal('perplexity'),
  scoredTokens: count,
  sumNllNats: z.number(),
  sumSquaredNllNats: z.number(),
  meanNllNats: z.number(),
  positionBuckets: z.array(z.looseObject({ first: count, end: count, count, sumNats: z.number() })),
  lastTokens: z.looseObject({ count, sumNats: z.number() }),
})

const spanSchema = z.looseObject({ first: count, end: count })

const haystackSchema = z.looseObject({
  tokens: count,
  firstUnit: count,
  units: count,
  cutTokens: count,
  passes: count,
})

const attendedKeySchema = z.looseObject({
  position: count,
  weight: z.number(),
  word: z.string(),
  copied: z.array(z.looseObject({ token: count, heads: count })),
})

const answerSchema = z.looseObject({
  kind: z.literal('answer'),
  promptTokens: count,
  placedDepthPercent: z.number(),
  askedDepthPercent: z.number().optional(),
  needle: spanSchema,
  needles: z.array(spanSchema).optional(),
  haystack: haystackSchema.optional(),
  expected: z.string(),
  answerText: z.string(),
  answerTokens: z.array(z.int()),
  stoppedBy: z.enum(['stop-token', 'length']),
  passed: z.boolean(),
  passRule: z.string().optional(),
  // A newer version may know more classes; the words of the answer still say which of these it is.
  failure: z.enum(ANSWER_FAILURES).nullish().catch(undefined),
  score: z.number(),
  scores: z.record(z.string(), z.number()).optional(),
  expectedLogProbability: z.number(),
  expectedTokens: count,
  uncertainty: z.looseObject({
    entropyNats: z.number().nullable(),
    entropyOfMeanNats: z.number().nullable(),
    normalizedEntropy: z.number().nullable(),
    prefillEntropyNats: z.number(),
    perTokenEntropyNats: z.array(z.number()),
  }),
  needleMass: z.number(),
  attendedKeys: z.array(attendedKeySchema).optional(),
})

type MeansShape = { [N in HeadMeasureName]: z.ZodType<HeadMeasureMeans[N]> }

const meansShape = mapHeadMeasures((name): z.ZodType<number | null> =>
  headMeasures[name].mayBeUndefined ? z.number().nullable() : z.number(),
) as MeansShape

const observationSchema = z.looseObject({
  queries: count,
  ...meansShape,
  distanceEdges: z.array(count),
  distanceMass: z.array(z.number()),
  rowSumError: z.number(),
})

const tensorEntrySchema = z.looseObject({
  name: z.string(),
  unit: z.string(),
  dtype: z.enum(['f32', 'f64', 'i32', 'f16', 'u8']),
  axes: z.array(z.string()),
  shape: z.array(size),
  offset: size,
  bytes: size,
})

export const cellSchema = z.discriminatedUnion('status', [
  baseSchema.extend({
    status: z.literal('done'),
    outcome: z.discriminatedUnion('kind', [perplexitySchema, answerSchema]),
    observation: observationSchema,
    tensors: z.array(tensorEntrySchema),
  }),
  baseSchema.extend({ status: z.literal('failed'), error: errorSchema }),
])

export const timingSchema = z.looseObject({
  id: z.string(),
  startedAt: z.string(),
  durationMs: z.number(),
  evaluatedTokens: count,
  reusedTokens: count,
})

/** @throws RopewalkError `experiment.damaged` naming the field */
export function parseCell(value: unknown, where: string): Cell {
  return check(cellSchema.safeParse(value), where)
}

/**
 * The cell in the order of keys in which it is read again, so that a file is the same however often its run was cut off.
 * @throws InvariantError for what cannot be written, e.g. a number that is not finite
 */
export function toKeptCell(cell: Cell): Cell {
  const result = cellSchema.safeParse(cell)
  if (result.success) return result.data
  throw new InvariantError(`Cell ${cell.id} cannot be kept: ${describeIssue(result.error)}.`)
}

/** @throws RopewalkError `experiment.damaged` naming the field */
export function parseTiming(value: unknown, where: string): CellTiming {
  return check(timingSchema.safeParse(value), where)
}

function check<T>(result: z.ZodSafeParseResult<T>, where: string): T {
  if (result.success) return result.data
  throw toDamagedError(where, describeIssue(result.error))
}

/** The first thing a schema found wrong: path and complaint. */
export function describeIssue(error: z.ZodError): string {
  const { path, message } = error.issues[0]
  return `${path.length === 0 ? 'the whole value' : path.join('.')}: ${message}`
}

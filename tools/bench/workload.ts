/** What the benchmarks run: texts without meaning, the settings of a session, and everything the observer can reduce to. */
import type { ObservationRequest, PositionSpan } from '../../src-main/contract'
import { computeDivisors, parseExtensionSpec, resolveExtension } from '../../src-main/core/rope'
import type { NativeRotaryTable, NativeSession, NativeSessionOptions } from '../../src-main/native'
import type { BenchModel } from './BenchModels'
import { startStopwatch } from './stopwatch'

interface Work {
  readonly score: PositionSpan | null
  readonly observation: ObservationRequest | null
  /** Spec string; by default the file's own rotation. */
  readonly extension?: string
}

/** Every query of every head, through every reducer that does not keep exact weights. */
export function observeEverything(tokens: number): ObservationRequest {
  return {
    queries: { kind: 'all' },
    perQuery: true,
    keySpans: [{ first: tokens / 2, end: tokens / 2 + 32 }],
    topKeys: { count: 8, queries: 64 },
    keyPositionBins: 64,
    pooledMap: { rows: 128, columns: 128 },
  }
}

/** Seconds to evaluate n tokens in a fresh session; opening it does not count. */
export async function timeEvaluation(model: BenchModel, n: number, work: Work): Promise<number> {
  const session = await openSession(model, n, work)
  const tokens = listTokens(model, n)
  const readSeconds = startStopwatch(model.clock)
  await session.evaluate({ tokens, score: work.score, observation: work.observation }, () => undefined)
  const seconds = readSeconds()
  await session.dispose()
  return seconds
}

/** Seconds that llama.cpp alone takes for n tokens in a fresh context. */
export async function timeBareDecode(
  model: BenchModel,
  n: number,
  { allLogits }: { readonly allLogits: boolean },
): Promise<number> {
  const times = await model.native.decodeBare(listTokens(model, n), sessionOptions(model, n), allLogits)
  return model.clock === 'wall' ? times.wallSeconds : times.processorSeconds
}

export async function openSession(
  model: BenchModel,
  contextTokens: number,
  { extension, microBatchTokens }: { readonly extension?: string; readonly microBatchTokens?: number } = {},
): Promise<NativeSession> {
  const session = await model.native.openSession(sessionOptions(model, contextTokens, microBatchTokens))
  if (extension !== undefined) session.setRotaryTable(toNativeTable(extension, session, contextTokens))
  return session
}

/** The engine's defaults: flash attention over f16 keys, in micro-batches of 512. */
function sessionOptions(
  { threads }: BenchModel,
  contextTokens: number,
  microBatchTokens = 512,
): NativeSessionOptions {
  return { contextTokens, microBatchTokens, threads, flashAttention: true, cacheType: 'f16' }
}

/** n tokens of the vocabulary, without a short period. */
function listTokens({ native }: BenchModel, n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => (i * 7919 + ((i * i) % 1009) * 31) % native.vocabularySize)
}

/** For a model trained on as many tokens as the sample model. */
export function toNativeTable(
  extension: string,
  { probe }: NativeSession,
  contextTokens: number,
): NativeRotaryTable | null {
  const { rotaryDimensions, ropeBase } = probe
  const geometry = { rotaryDimensions, ropeBase, trainedContextTokens: 256 }
  const { table } = resolveExtension(parseExtensionSpec(extension), geometry, contextTokens)
  return (
    table && {
      divisors: Float32Array.from(computeDivisors(table.inverseFrequencies, geometry)),
      ropeBase,
      attentionFactor: table.attentionFactor,
      applyToSlidingWindowLayers: false,
    }
  )
}

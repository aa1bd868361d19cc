/** What the benchmarks run: texts without meaning, the settings of a session, and everything the observer can reduce to. */
import type { ObservationRequest, PositionSpan } from '../../src-main/contract'
import { computeDivisors, parseExtensionSpec, resolveExtension } from '../../src-main/core/rope'
import type { NativeRotaryTable, NativeSession, NativeSessionOptions } from '../../src-main/native'
import type { BenchModel } from './BenchModels'

interface Work {
  readonly score: PositionSpan | null
  readonly observation: ObservationRequest | null
  /** Spec string; by default the file's own rotation. */
  readonly extension?: string
}

/** The engine's defaults: flash attention over f16 keys, in micro-batches of 512. */
export function sessionOptions({ threads }: BenchModel, contextTokens: number): NativeSessionOptions {
  const microBatchTokens = Math.min(512, contextTokens)
  return { contextTokens, microBatchTokens, threads, flashAttention: true, cacheType: 'f16' }
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

/** n tokens of the vocabulary, without a short period. */
export function listTokens({ native }: BenchModel, n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => (i * 7919 + ((i * i) % 1009) * 31) % native.vocabularySize)
}

/** Seconds to evaluate n tokens in a fresh session; opening it does not count. */
export async function timeEvaluation(model: BenchModel, n: number, work: Work): Promise<number> {
  const session = await openSession(model, n, work.extension)
  const start = performance.now()
  await session.evaluate({ tokens: listTokens(model, n), ...work }, () => undefined)
  const seconds = (performance.now() - start) / 1000
  await session.dispose()
  return seconds
}

export async function openSession(
  model: BenchModel,
  contextTokens: number,
  extension?: string,
): Promise<NativeSession> {
  const session = await model.native.openSession(sessionOptions(model, contextTokens))
  if (extension !== undefined) session.setRotaryTable(toNativeTable(extension, session))
  return session
}

function toNativeTable(extension: string, { probe }: NativeSession): NativeRotaryTable | null {
  const { rotaryDimensions, ropeBase } = probe
  const geometry = { rotaryDimensions, ropeBase, trainedContextTokens: 256 }
  const { table } = resolveExtension(parseExtensionSpec(extension), geometry, 4096)
  return (
    table && {
      divisors: Float32Array.from(computeDivisors(table.inverseFrequencies, geometry)),
      ropeBase,
      attentionFactor: table.attentionFactor,
      applyToSlidingWindowLayers: false,
    }
  )
}

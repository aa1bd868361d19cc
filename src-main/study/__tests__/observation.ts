/** Observations for tests, with numbers that tell layer, head and query apart. */
import type { Observation, ObservationRequest } from '../../contract'

const layers = 2
const heads = 2

/** As an engine would answer the request for queries at these positions. */
export function makeObservation(request: ObservationRequest, queryPositions: readonly number[]): Observation {
  const queries = queryPositions.length
  const perHead = (first: number): Float64Array<ArrayBuffer> =>
    Float64Array.of(first, first + 1, first + 2, first + 3)
  return {
    rowSource: 'flash-operands',
    layers,
    heads,
    queries,
    queryPositions: Int32Array.from(queryPositions),
    rowSumError: 1e-6,
    learnedSinkMass: 0,
    meanEntropyNats: perHead(1),
    meanNormalizedEntropy: perHead(0.1),
    lastQueryEntropyNats: perHead(2),
    firstTokenMass: perHead(0.2),
    sinkMass: perHead(0.3),
    localMass: perHead(0.4),
    distanceEdges: Int32Array.of(0, 1, 2, 4),
    distanceMass: Float64Array.from({ length: 12 }, (_, i) => [0.5, 0.25, 0.25][i % 3]),
    distanceVisibleKeys: Float64Array.of(1, 1, 2),
    perQuery: request.perQuery
      ? {
          entropyNats: Float32Array.from(
            { length: 4 * queries },
            (_, i) => Math.floor(i / queries) + (i % queries),
          ),
          firstTokenMass: new Float32Array(4 * queries),
          meanRowEntropyNats: Float64Array.from({ length: queries }, (_, query) => 3 + query),
        }
      : null,
    keySpans: request.keySpans
      ? {
          spans: request.keySpans,
          mass: Float64Array.of(0.1, 0.2, 0.3, 0.4),
          massPerQuery: new Float32Array(4 * queries),
        }
      : null,
    topKeys: request.topKeys
      ? {
          count: request.topKeys.count,
          queryPositions: Int32Array.from(queryPositions),
          keys: new Int32Array(4 * queries * request.topKeys.count),
          weights: new Float32Array(4 * queries * request.topKeys.count),
        }
      : null,
    keyPositions: request.keyPositionBins
      ? { edges: Int32Array.of(0, 8, 16), mass: Float64Array.from({ length: 8 }, () => 0.5) }
      : null,
    pooledMap: request.pooledMap
      ? {
          queryEdges: Int32Array.of(0, 8),
          keyEdges: Int32Array.of(0, 4, 8),
          mean: new Uint16Array(8),
          max: new Uint16Array(8),
        }
      : null,
    window: null,
    region: null,
  }
}

/** What is observed in a cell. */
import type { ExperimentSpec, ObservationRequest } from '../../contract'
import type { AnswerWork } from '../../tasks'

/** Predicting queries whose largest keys and mean row are kept. */
const keptAnswerQueries = 64
const topKeyCount = 8

/**
 * @param window index of the window in its task; the pooled map is kept for the first one only
 * @param tokens tokens evaluated
 */
export function requestScoringObservation(
  { queries, keyPositionBins, mapTiles }: ExperimentSpec['observation'],
  window: number,
  tokens: number,
): ObservationRequest {
  return {
    queries: queries.kind === 'all' ? queries : { kind: 'last', count: Math.min(queries.count, tokens) },
    ...(keyPositionBins > 0 ? { keyPositionBins: Math.min(keyPositionBins, tokens) } : {}),
    ...(mapTiles > 0 && window === 0 ? { pooledMap: { rows: mapTiles, columns: mapTiles } } : {}),
  }
}

/** Predicting queries are observed: the last of the prompt, then each new token. */
export function requestAnswerObservation(work: AnswerWork): ObservationRequest {
  return {
    queries: { kind: 'last', count: 1 },
    perQuery: true,
    keySpans: [work.needle],
    topKeys: { count: topKeyCount, queries: Math.min(keptAnswerQueries, work.maxNewTokens + 1) },
  }
}

/** Attention uncertainty of an answer: Algorithm 1 of Zhong et al., arXiv 2406.13282, appendix C. */
import { InvariantError } from '../../contract'
import type { AnswerUncertainty, Observation, PerQueryObservation } from '../../contract'

/** Keys that layer l sees at the query at a position; q + 1 without sliding windows. */
export type CountVisibleKeys = (layer: number, queryPosition: number) => number

/**
 * Per generated token the row of the query that predicts it; the answer's value is the mean over its tokens. Aggregation A
 * is the mean over layers and heads of H(row), B is H of the layer-and-head-mean row; B >= A, never compare them. Values
 * in nats, 0 .. ln n_q; normalised by ln n_q, 0 .. 1.
 *
 * @param observation of the predicting queries, with `perQuery`; query i predicts token i
 * @param keptTokens generated tokens, the stop token excluded: the query that predicted a stop token does not count
 */
export function computeAnswerUncertainty(
  observation: Observation,
  keptTokens: number,
  countVisibleKeys: CountVisibleKeys,
): AnswerUncertainty {
  const perQuery = requirePerQuery(observation, keptTokens)
  const kept = Array.from({ length: keptTokens }, (_, query) => query)
  const perTokenEntropyNats = kept.map((query) => computeMeanEntropy(observation, perQuery, query))
  const ofMean = perQuery.meanRowEntropyNats
  return {
    entropyNats: computeMean(perTokenEntropyNats),
    entropyOfMeanNats: ofMean.length < keptTokens ? null : computeMean([...ofMean.subarray(0, keptTokens)]),
    normalizedEntropy: computeMean(
      kept.map((query) => computeMeanNormalized(observation, perQuery, query, countVisibleKeys)),
    ),
    prefillEntropyNats: computeMeanEntropy(observation, perQuery, 0),
    perTokenEntropyNats,
  }
}

function requirePerQuery(observation: Observation, keptTokens: number): PerQueryObservation {
  if (observation.perQuery === null || observation.queries < Math.max(1, keptTokens))
    throw new InvariantError(
      `The engine observed ${observation.queries} predicting queries of an answer of ${keptTokens} tokens.`,
    )
  return observation.perQuery
}

function computeMeanEntropy(
  { layers, heads, queries }: Observation,
  { entropyNats }: PerQueryObservation,
  query: number,
): number {
  let sum = 0
  for (let row = 0; row < layers * heads; row++) sum += entropyNats[row * queries + query]
  return sum / (layers * heads)
}

/** Mean over layers and heads of H / ln n_q. */
function computeMeanNormalized(
  { layers, heads, queries, queryPositions }: Observation,
  { entropyNats }: PerQueryObservation,
  query: number,
  countVisibleKeys: CountVisibleKeys,
): number {
  let sum = 0
  for (let row = 0; row < layers * heads; row++) {
    const keys = countVisibleKeys(Math.floor(row / heads), queryPositions[query])
    sum += entropyNats[row * queries + query] / Math.log(keys)
  }
  return sum / (layers * heads)
}

function computeMean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

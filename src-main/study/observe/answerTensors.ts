/** What an answer cell keeps besides its observation: the prompt it answered, and how far each head copied the needle. */
import { InvariantError } from '../../contract'
import type { NamedTensor, Observation, TopKeyObservation } from '../../contract'
import { computeRetrievalHeadScore } from '../../core/attention'
import type { AnswerWork } from '../../tasks'
import { keepTensor } from './keepTensor'

/** `promptTokens` [token] and the retrieval-head score of the answer, `retrievalScore` [layer, head]. */
export function toAnswerTensors(
  { prompt, needle }: AnswerWork,
  answer: Int32Array,
  observation: Observation,
): NamedTensor[] {
  const { layers, heads } = observation
  const topKeys = requireTopKeys(observation)
  const scores = Array.from({ length: layers * heads }, (_, head) =>
    computeRetrievalHeadScore(listSteps(topKeys, head, answer, prompt.length), prompt, needle),
  )
  return [
    keepTensor('promptTokens', [prompt.length], prompt),
    keepTensor('retrievalScore', [layers, heads], scores),
  ]
}

export function requireTopKeys({ topKeys }: Observation): TopKeyObservation {
  if (topKeys === null) throw new InvariantError('The engine kept no largest keys of an answer.')
  return topKeys
}

/** The query at the last position of the prompt predicts the first token; that of a stop token predicts none of the answer. */
function listSteps(
  { queryPositions, count, keys }: TopKeyObservation,
  head: number,
  answer: Int32Array,
  promptTokens: number,
): { topKey: number; generatedToken: number }[] {
  return Array.from(queryPositions).flatMap((position, query) => {
    const token = position + 1 - promptTokens
    if (token >= answer.length) return []
    return [{ topKey: keys[(head * queryPositions.length + query) * count], generatedToken: answer[token] }]
  })
}

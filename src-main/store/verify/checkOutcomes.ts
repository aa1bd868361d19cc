/** Statistics of a cell follow from the sums and lists that are kept beside them. */
import type { AnswerOutcome, Cell, PerplexityOutcome } from '../../contract'
import type { StoredExperiment } from '../ports'
import { toCheck, type VerificationCheck } from './verificationCheck'

/** Sums of float64 terms in another order. */
const RELATIVE_TOLERANCE = 1e-9

export function checkOutcomes({ cells }: StoredExperiment): VerificationCheck[] {
  const problems = cells.flatMap(findProblems)
  return [toCheck('outcomes', 'Every mean and sum of a result follows from its parts.', problems)]
}

function findProblems(cell: Cell): string[] {
  if (cell.status === 'failed') return []
  const { id, outcome } = cell
  const found = outcome.kind === 'perplexity' ? checkPerplexity(outcome) : checkAnswer(outcome)
  return found.map((problem) => `${id}: ${problem}`)
}

function checkPerplexity(outcome: PerplexityOutcome): string[] {
  const { scoredTokens, sumNllNats, meanNllNats, positionBuckets, lastTokens } = outcome
  const bucketTokens = positionBuckets.reduce((sum, { count }) => sum + count, 0)
  const bucketNats = positionBuckets.reduce((sum, { sumNats }) => sum + sumNats, 0)
  return [
    ...compare('meanNllNats', meanNllNats, scoredTokens === 0 ? meanNllNats : sumNllNats / scoredTokens),
    ...compare('scoredTokens', scoredTokens, bucketTokens),
    ...compare('sumNllNats', sumNllNats, bucketNats),
    ...(lastTokens.count > scoredTokens
      ? [`${lastTokens.count} last tokens are more than the ${scoredTokens} scored`]
      : []),
  ]
}

function checkAnswer({ uncertainty, needle, promptTokens }: AnswerOutcome): string[] {
  const { perTokenEntropyNats, entropyNats } = uncertainty
  const mean =
    perTokenEntropyNats.length === 0
      ? null
      : perTokenEntropyNats.reduce((sum, value) => sum + value, 0) / perTokenEntropyNats.length
  return [
    ...(entropyNats === null || mean === null
      ? entropyNats === mean
        ? []
        : [`entropyNats is ${entropyNats}, of its tokens ${mean}`]
      : compare('entropyNats', entropyNats, mean)),
    ...(needle.first <= needle.end && needle.end <= promptTokens
      ? []
      : [
          `the needle at ${needle.first} to ${needle.end} is not within the prompt of ${promptTokens} tokens`,
        ]),
  ]
}

function compare(name: string, stated: number, computed: number): string[] {
  const allowed = RELATIVE_TOLERANCE * Math.max(1, Math.abs(computed))
  return Math.abs(stated - computed) <= allowed ? [] : [`${name} is ${stated}, of its parts ${computed}`]
}

/** Where answers come from: what the queries that predict them attended to, and which keys hold the tokens they say. */
import type { AnswerOutcome, FinishedCell } from '../../contract'
import type { ExperimentContents } from '../contents'
import { finishedCellsOf, listContexts, listVariants, type Variant } from './variants'

export interface AnswerSources {
  readonly variant: Variant
  /** Null: over all lengths. */
  readonly contextTokens: number | null
  readonly passed: boolean
  readonly answers: number
  /** Mean attention on the needle and on the first token, over layers, heads and predicting queries, 0 .. 1. */
  readonly needleMass: number
  readonly firstTokenMass: number
  /** Tokens of the answers; of them, those that heads may have copied from the needle, and from elsewhere. */
  readonly tokens: number
  readonly fromNeedle: number
  readonly fromElsewhere: number
  /** The words of most attention outside the needle, by falling mean weight per answer. */
  readonly words: readonly WordWeight[]
}

export interface WordWeight {
  readonly word: string
  /** Attention on all its occurrences among the keys kept, mean over answers, 0 .. 1. */
  readonly weight: number
}

const WORDS_KEPT = 20

/** By variant, failed before passed, over all lengths and then by length; where keys were kept. */
export function computeAnswerSources(contents: ExperimentContents, taskIndex: number): AnswerSources[] {
  const { manifest, cells } = contents
  const lengths = listContexts(manifest)
  return listVariants(manifest).flatMap((variant) => {
    const own = finishedCellsOf(cells, variant).filter(({ task }) => task === taskIndex)
    return [null, ...(lengths.length > 1 ? lengths : [])].flatMap((contextTokens) =>
      [false, true].flatMap((passed): AnswerSources[] => {
        const answers = own.filter((cell) => contextTokens === null || cell.contextTokens === contextTokens)
        const kept = answers.flatMap((cell) => toTracedAnswer(cell, passed))
        return kept.length === 0 ? [] : [{ variant, contextTokens, passed, ...summarize(kept) }]
      }),
    )
  })
}

export type AttendedKeys = NonNullable<AnswerOutcome['attendedKeys']>

/** Whether a position lies in a needle that was asked for. */
export function isInNeedle({ needle, needles }: AnswerOutcome, position: number): boolean {
  return [needle, ...(needles ?? [])].some(({ first, end }) => position >= first && position < end)
}

interface TracedAnswer {
  readonly outcome: AnswerOutcome
  readonly keys: AttendedKeys
  readonly firstTokenMass: number
}

function toTracedAnswer({ outcome, observation }: FinishedCell, passed: boolean): TracedAnswer[] {
  if (outcome.kind !== 'answer' || outcome.passed !== passed) return []
  const { attendedKeys } = outcome
  if (attendedKeys === undefined) return []
  return [{ outcome, keys: attendedKeys, firstTokenMass: observation.firstTokenMass }]
}

function summarize(
  answers: readonly TracedAnswer[],
): Omit<AnswerSources, 'variant' | 'contextTokens' | 'passed'> {
  const sum = (read: (answer: TracedAnswer) => number) =>
    answers.reduce((total, answer) => total + read(answer), 0)
  const countCopied = ({ outcome, keys }: TracedAnswer, inNeedle: boolean) =>
    keys
      .filter(({ position }) => isInNeedle(outcome, position) === inNeedle)
      .reduce((total, { copied }) => total + copied.length, 0)
  return {
    answers: answers.length,
    needleMass: sum(({ outcome }) => outcome.needleMass) / answers.length,
    firstTokenMass: sum(({ firstTokenMass }) => firstTokenMass) / answers.length,
    tokens: sum(({ outcome }) => outcome.answerTokens.length),
    fromNeedle: sum((answer) => countCopied(answer, true)),
    fromElsewhere: sum((answer) => countCopied(answer, false)),
    words: rankWords(answers),
  }
}

/** The first token is left out: it is a sink, and its attention stands beside. */
function rankWords(answers: readonly TracedAnswer[]): WordWeight[] {
  const weights = new Map<string, number>()
  for (const { outcome, keys } of answers)
    for (const { position, word, weight } of keys)
      if (position > 0 && !isInNeedle(outcome, position))
        weights.set(word, (weights.get(word) ?? 0) + weight / answers.length)
  return [...weights]
    .map(([word, weight]) => ({ word, weight }))
    .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, WORDS_KEPT)
}

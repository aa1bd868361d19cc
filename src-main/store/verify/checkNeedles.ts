/** A depth that is kept follows from where the needle stands, and the needle from the tokens of the prompt where these are kept. */
import { findTensor, type AnswerOutcome, type FinishedCell, type NamedTensor } from '../../contract'
import { toCheck, type VerificationCheck } from './verificationCheck'

/** Percent, of quotients of whole numbers of tokens. */
const TOLERANCE_PERCENT = 1e-6

/** An answer, and the needle's tokens as the prompt has them; null where the file keeps no prompt. */
export interface PlacedNeedle {
  readonly cell: FinishedCell
  readonly outcome: AnswerOutcome
  readonly tokens: readonly number[] | null
}

export function toPlacedNeedle(cell: FinishedCell, tensors: readonly NamedTensor[]): PlacedNeedle[] {
  const { outcome } = cell
  if (outcome.kind !== 'answer') return []
  const prompt = findTensor(tensors, 'promptTokens')?.data
  const { first, end } = outcome.needle
  return [{ cell, outcome, tokens: prompt === undefined ? null : Array.from(prompt.slice(first, end)) }]
}

export function checkNeedles(needles: readonly PlacedNeedle[]): VerificationCheck {
  return toCheck('answers.depth', 'Every depth reached follows from the place of its needle.', [
    ...needles.flatMap(findPlaceProblems),
    ...groupByPrompt(needles).flatMap((group) => [...findLineProblems(group), ...findTokenProblems(group)]),
  ])
}

/** Within 0 to 100 and, where the haystack's length is kept, a whole number of its tokens that the prompt has room for. */
function findPlaceProblems({ cell: { id, item }, outcome }: PlacedNeedle): string[] {
  const { placedDepthPercent: depth, haystack, needle, promptTokens } = outcome
  if (!(depth >= 0 && depth <= 100)) return [`${id}: the depth ${depth} % is not within 0 to 100`]
  if (haystack === undefined) return []
  const before = (depth / 100) * haystack.tokens
  const isWhole = Math.abs(before - Math.round(before)) <= (TOLERANCE_PERCENT / 100) * haystack.tokens
  // Needles of RULER are part of the haystack, all others stand between its halves.
  const behind = promptTokens - (item.kind === 'sample' ? needle.first : needle.end)
  const hasRoom = Math.round(before) <= needle.first && haystack.tokens - Math.round(before) <= behind
  return isWhole && hasRoom
    ? []
    : [
        `${id}: a needle at token ${needle.first} of ${promptTokens} is not at ${depth} % of ${haystack.tokens} tokens`,
      ]
}

/** Prompts that differ in depth alone: whatever is before the haystack and behind it is the same. */
function groupByPrompt(needles: readonly PlacedNeedle[]): PlacedNeedle[][] {
  const groups = new Map<string, PlacedNeedle[]>()
  for (const placed of needles) {
    const { model, task, contextTokens, item } = placed.cell
    if (item.kind !== 'prompt') continue
    const key = JSON.stringify([model, task, contextTokens, item.repeat])
    groups.set(key, [...(groups.get(key) ?? []), placed])
  }
  return [...groups.values()]
}

/** Depth rises with the needle's place by the same step for every token. */
function findLineProblems(group: readonly PlacedNeedle[]): string[] {
  const placeOf = ({ outcome }: PlacedNeedle) => outcome.needle.first
  const depthOf = ({ outcome }: PlacedNeedle) => outcome.placedDepthPercent
  const [low, ...others] = group.toSorted((a, b) => placeOf(a) - placeOf(b))
  const high = others.at(-1) ?? low
  const tokens = placeOf(high) - placeOf(low)
  const step = tokens === 0 ? 0 : (depthOf(high) - depthOf(low)) / tokens
  return others.flatMap((placed) => {
    const told = depthOf(low) + step * (placeOf(placed) - placeOf(low))
    const agrees = Math.abs(told - depthOf(placed)) <= TOLERANCE_PERCENT && (tokens === 0 || step > 0)
    return agrees
      ? []
      : [
          `${placed.cell.id}: a needle at token ${placeOf(placed)} is not at ${depthOf(placed)} %, as the other depths of its prompt say`,
        ]
  })
}

function findTokenProblems(group: readonly PlacedNeedle[]): string[] {
  const kept = group.flatMap(({ cell, tokens }) => (tokens === null ? [] : [{ id: cell.id, tokens }]))
  return kept
    .filter(({ tokens }) => JSON.stringify(tokens) !== JSON.stringify(kept[0].tokens))
    .map(({ id }) => `${id}: the prompt has other tokens at the needle's place than at another depth`)
}

/** What a person typed, as a number in range. */

export type NumberProblem = 'not-a-number' | 'not-whole' | 'out-of-range'

export interface NumberRange {
  readonly minimum: number
  readonly maximum: number
  readonly whole: boolean
  /** Empty is null. */
  readonly optional: boolean
}

export type ReadNumber =
  | { readonly value: number | null; readonly problem: null }
  | { readonly value: undefined; readonly problem: NumberProblem }

/** Thousands may be separated by spaces or commas; `1e6` is a number too. */
export function readNumber(text: string, range: NumberRange): ReadNumber {
  const plain = text.replaceAll(/[\s,_]/g, '')
  if (plain === '') return range.optional ? { value: null, problem: null } : refuse('not-a-number')
  const value = Number(plain)
  if (!Number.isFinite(value)) return refuse('not-a-number')
  if (range.whole && !Number.isInteger(value)) return refuse('not-whole')
  return value < range.minimum || value > range.maximum ? refuse('out-of-range') : { value, problem: null }
}

function refuse(problem: NumberProblem): ReadNumber {
  return { value: undefined, problem }
}

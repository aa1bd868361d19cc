/** Fields of the draft that hold something which is no value: the draft keeps the value before, so a plan cannot see them. */
import type { DraftPath } from './specDraft'

export interface PlacedProblem {
  readonly at: DraftPath
  readonly typed: string
  /** What is wanted instead, in words. */
  readonly message: string
}

/** In the order in which they were typed. */
export type FieldProblems = readonly PlacedProblem[]

export function findProblem(problems: FieldProblems, at: DraftPath): PlacedProblem | null {
  return problems.find((problem) => isSame(problem.at, at)) ?? null
}

/** @param problem null where the field holds a value again */
export function placeProblem(
  problems: FieldProblems,
  at: DraftPath,
  problem: Omit<PlacedProblem, 'at'> | null,
): FieldProblems {
  const index = problems.findIndex((other) => isSame(other.at, at))
  if (problem === null) return index === -1 ? problems : problems.toSpliced(index, 1)
  return index === -1 ? [...problems, { at, ...problem }] : problems.with(index, { at, ...problem })
}

/** An item of a list is taken away, and its fields with it; those behind it move up. */
export function removeItem(problems: FieldProblems, item: DraftPath): FieldProblems {
  const list = item.slice(0, -1)
  const removed = Number(item.at(-1))
  return problems.flatMap((problem) => {
    const index = problem.at[list.length]
    if (!isSame(problem.at.slice(0, list.length), list) || typeof index !== 'number' || index < removed)
      return problem
    return index === removed ? [] : { ...problem, at: problem.at.with(list.length, index - 1) }
  })
}

function isSame(a: DraftPath, b: DraftPath): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index])
}

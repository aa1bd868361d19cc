import { describe, expect, it } from 'vitest'
import { findProblem, placeProblem, removeItem, type FieldProblems } from '../fieldProblems'

const wrong = (typed: string) => ({ typed, message: 'A number is wanted.' })
const windowsOf = (task: number) => ['tasks', task, 'windows']

const of = (...tasks: readonly number[]): FieldProblems =>
  tasks.reduce<FieldProblems>((all, task) => placeProblem(all, windowsOf(task), wrong(`abc${task}`)), [])

describe('field problems', () => {
  it('are one per place, and gone with a value', () => {
    const problems = placeProblem(of(0, 1), windowsOf(0), wrong('x'))
    expect(problems.map(({ typed }) => typed)).toEqual(['x', 'abc1'])
    expect(findProblem(problems, windowsOf(0))).toEqual({ at: windowsOf(0), ...wrong('x') })
    expect(findProblem(problems, ['tasks', 0])).toBeNull()
    expect(placeProblem(problems, windowsOf(0), null)).toEqual(of(1))
    expect(placeProblem(problems, ['seed'], null)).toBe(problems)
  })

  it('go with a removed item of a list; those behind it move up, and no other', () => {
    const problems = placeProblem(of(0, 1, 2), ['models', 2, 'trainedContextTokens'], wrong('y'))
    expect(removeItem(problems, ['tasks', 1])).toEqual([
      { at: windowsOf(0), ...wrong('abc0') },
      { at: windowsOf(1), ...wrong('abc2') },
      { at: ['models', 2, 'trainedContextTokens'], ...wrong('y') },
    ])
  })
})

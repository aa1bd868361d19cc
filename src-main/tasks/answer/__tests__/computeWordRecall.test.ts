import { describe, expect, it } from 'vitest'
import { computeWordRecall } from '../computeWordRecall'

const answer = 'eat a sandwich and sit in Dolores Park on a sunny day.'

describe('computeWordRecall', () => {
  it('has a ceiling of 11/12 for the answer of Fu et al., 10/12 without its full stop', () => {
    expect(computeWordRecall(answer, answer)).toBeCloseTo(11 / 12, 12)
    expect(computeWordRecall(answer.slice(0, -1), answer)).toBeCloseTo(10 / 12, 12)
  })

  it.each([
    ['EAT A SANDWICH\nAND SIT IN DOLORES PARK ON A SUNNY DAY.', 11 / 12],
    [' The best thing to do is eat a sandwich.', 2 / 12],
    ['a a a a', 1 / 12],
    ['Dolores Park, sandwich', 2 / 12],
    ['', 0],
    ['Visit the museum', 0],
  ])('of %j', (response, recall) => {
    expect(computeWordRecall(response, answer)).toBeCloseTo(recall, 12)
  })

  it('reaches 1 where no word comes twice, and is 0 for an answer without words', () => {
    expect(computeWordRecall('in the old harbour', 'the old harbour')).toBe(1)
    expect(computeWordRecall('anything', ' ')).toBe(0)
  })
})

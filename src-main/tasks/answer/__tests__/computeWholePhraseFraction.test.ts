import { describe, expect, it } from 'vitest'
import { computeWholePhraseFraction } from '../computeWholePhraseFraction'

describe('computeWholePhraseFraction', () => {
  it.each([
    [' 33787', 1],
    ['33787.', 1],
    ['no 33787, yes', 1],
    ['key33787s', 1],
    [' 337878 or 33787', 1],
    [' 337878', 0],
    [' 133787', 0],
    [' 3378', 0],
    [' 33,787', 0],
    ['', 0],
  ])('of a number in %j is %i', (text, fraction) => {
    expect(computeWholePhraseFraction(text, ['33787'])).toBe(fraction)
  })

  it('looks at the ends of a phrase, and at words as they are', () => {
    expect(computeWholePhraseFraction('Room 12', ['room 1'])).toBe(0)
    expect(computeWholePhraseFraction('the room\n1 of 12', ['room 1', '2', 'Rooms'])).toBeCloseTo(1 / 3, 12)
    expect(computeWholePhraseFraction('two SANDWICHES', ['sandwich'])).toBe(1)
  })
})

import { describe, expect, it } from 'vitest'
import { deriveRandom } from '../deriveRandom'

const draw = (...path: [number, ...number[]]): number[] => {
  const random = deriveRandom(...path)
  return Array.from({ length: 8 }, () => random.nextBetween(0, 1_000_000))
}

describe('deriveRandom', () => {
  it('draws the same numbers for the same path', () => {
    expect(draw(1, 2, 3)).toEqual(draw(1, 2, 3))
  })

  it('draws other numbers for every other path', () => {
    const paths: [number, ...number[]][] = [[1], [2], [1, 0], [1, 0, 0], [1, 0, 1], [1, 1, 0], [0, 1, 1]]
    expect(new Set(paths.map((path) => draw(...path).join())).size).toBe(paths.length)
  })

  it('spreads neighbouring seeds over the whole range', () => {
    const first = Array.from({ length: 2000 }, (_, seed) => deriveRandom(seed, 0).nextBetween(0, 9))
    const counts = Array.from({ length: 10 }, (_, digit) => first.filter((value) => value === digit).length)
    const chiSquare = counts.reduce((total, count) => total + (count - 200) ** 2 / 200, 0)
    // 27.9 is the 99.9 % point of chi-square with 9 degrees of freedom.
    expect(chiSquare).toBeLessThan(27.9)
  })

  it('keeps to the bounds, both included', () => {
    const random = deriveRandom(7)
    const drawn = new Set(Array.from({ length: 200 }, () => random.nextBetween(3, 5)))
    expect([...drawn].toSorted()).toEqual([3, 4, 5])
  })
})

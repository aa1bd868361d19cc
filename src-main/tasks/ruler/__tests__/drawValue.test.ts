import { describe, expect, it } from 'vitest'
import { deriveRandom } from '../../prompt'
import { drawOrder, drawValue, drawValues } from '../drawValue'
import { adjectives, nouns } from '../words'

describe('drawValue', () => {
  it.each([
    ['numbers', /^[1-9][0-9]{6}$/],
    ['words', /^[a-z]+-[a-z]+$/],
    ['uuids', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
  ] as const)('draws %s', (type, pattern) => {
    for (let seed = 0; seed < 200; seed++) expect(drawValue(deriveRandom(seed), type, 7)).toMatch(pattern)
  })

  it('draws different values, none of those taken', () => {
    const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9']
    const drawn = drawValues(deriveRandom(1), 7, 'numbers', 1, ['3', '8'])
    expect([...drawn, '3', '8'].toSorted()).toEqual(digits)
  })

  it('draws an order that keeps every value', () => {
    const values = Array.from({ length: 50 }, (_, i) => i)
    const order = drawOrder(deriveRandom(5), values)
    expect(order).not.toEqual(values)
    expect(order.toSorted((a, b) => a - b)).toEqual(values)
  })
})

describe('words', () => {
  it('are lower case, all different, as many as the file says', () => {
    const words = [...adjectives, ...nouns]
    expect(adjectives).toHaveLength(147)
    expect(nouns).toHaveLength(219)
    expect(new Set(words).size).toBe(words.length)
    expect(words.filter((word) => !/^[a-z]{2,}$/.test(word))).toEqual([])
  })
})

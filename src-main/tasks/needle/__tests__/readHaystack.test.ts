import { describe, expect, it } from 'vitest'
import { readHaystack } from '../readHaystack'

describe('readHaystack', () => {
  it('joins files in the order of the spec', () => {
    const contents = new Map([
      ['c.md', '# Third'],
      ['b.txt', 'First.\n'],
      ['a.txt', '\n\nSecond. '],
    ])
    expect(readHaystack(['b.txt', 'a.txt', 'c.md'], contents)).toBe('First.\nSecond.\n# Third')
  })
})

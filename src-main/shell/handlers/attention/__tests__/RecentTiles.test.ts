import { describe, expect, it } from 'vitest'
import { RecentTiles } from '../RecentTiles'

/** 8 bytes per cell: mean and largest. */
const tileOf = (cells: number) => ({ mean: new Float32Array(cells), max: new Float32Array(cells) })

describe('RecentTiles', () => {
  it('forgets the least recently used first', () => {
    const tiles = new RecentTiles(80)
    const [a, b, c] = [tileOf(4), tileOf(4), tileOf(4)]
    tiles.keep('a', a)
    tiles.keep('b', b)
    expect(tiles.find('a')).toBe(a)
    tiles.keep('c', c)
    expect([tiles.find('a'), tiles.find('b'), tiles.find('c')]).toEqual([a, undefined, c])
  })

  it('keeps one tile beyond the limit, and counts a tile kept twice once', () => {
    const tiles = new RecentTiles(16)
    const large = tileOf(100)
    tiles.keep('large', large)
    expect(tiles.find('large')).toBe(large)
    tiles.keep('large', tileOf(1))
    tiles.keep('small', tileOf(1))
    expect(tiles.find('large')).toBeDefined()
  })
})

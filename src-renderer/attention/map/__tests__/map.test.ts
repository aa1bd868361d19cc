import { describe, expect, it } from 'vitest'
import { buildLinearScale, buildLogScale, buildRankScale } from '../attentionScale'
import { listAxisLabels, showToken } from '../axisLabels'
import { covers, findDetailRegion } from '../detailRegion'
import { keyHeight, layOutKey } from '../figureKey'
import { centreView, findCell, fitView, panView, revealCell, zoomView } from '../mapView'
import { findColors, toCssColor, toInk, toStep } from '../palette'
import { findLargest, isSingleCell, maskSink, readTile, subtractTiles } from '../tile'

const size = { width: 400, height: 300 }
const n = 2048

describe('the view', () => {
  it('fits the whole map, and zooms no farther out', () => {
    const view = fitView(n, size)
    expect(view.perPixel).toBeCloseTo(n / 300)
    expect(zoomView(view, 0.1, { x: 10, y: 10 }, n, size)).toEqual(view)
  })

  it('keeps the cell under the pointer while zooming', () => {
    const square = { width: 300, height: 300 }
    const at = { x: 260, y: 120 }
    let view = fitView(n, square)
    const before = findCell(view, at.x, at.y, n)
    for (let i = 0; i < 8; i++) view = zoomView(view, 1.4, at, n, square)
    const after = findCell(view, at.x, at.y, n)
    expect(Math.abs((after?.key ?? NaN) - (before?.key ?? NaN))).toBeLessThanOrEqual(1)
    expect(Math.abs((after?.query ?? NaN) - (before?.query ?? NaN))).toBeLessThanOrEqual(1)
  })

  it('ends at single cells of 40 pixels, and never leaves the map', () => {
    const near = zoomView(fitView(n, size), 1e9, { x: 0, y: 0 }, n, size)
    expect(near.perPixel).toBe(1 / 40)
    const far = panView(near, 1e9, 1e9, n, size)
    expect(far.key).toBeCloseTo(n - 10)
    expect(far.query).toBeCloseTo(n - 7.5)
    expect(findCell(far, 399, 299, n)).toEqual({ query: n - 1, key: n - 1 })
  })

  it('reveals a cell with the least move, and centres it on demand', () => {
    const near = zoomView(fitView(n, size), 1e9, { x: 0, y: 0 }, n, size)
    expect(revealCell(near, { query: 3, key: 3 }, n, size)).toEqual(near)
    expect(revealCell(near, { query: 20, key: 3 }, n, size).query).toBeCloseTo(21 - 7.5)
    const centred = centreView(near, { query: 1000, key: 500 }, n, size)
    expect(findCell(centred, 200, 150, n)).toEqual({ query: 1000, key: 500 })
  })

  it('has no cell outside the map', () => {
    expect(findCell(fitView(100, size), 350, 10, 100)).toBeNull()
  })
})

describe('the piece asked for', () => {
  it('is the whole map where it is in sight', () => {
    const region = findDetailRegion(fitView(n, size), size, n, 1)
    expect(region).toEqual({
      queries: { first: 0, end: n },
      keys: { first: 0, end: n },
      rows: 256,
      columns: 256,
    })
  })

  it('has single cells where a cell is a pixel or more', () => {
    const view = centreView({ key: 0, query: 0, perPixel: 0.5 }, { query: 1500, key: 700 }, n, size)
    const { queries, keys, rows, columns } = findDetailRegion(view, size, n, 1)
    expect([rows, columns]).toEqual([queries.end - queries.first, keys.end - keys.first])
    expect(rows).toBeGreaterThanOrEqual(150)
    expect(columns).toBeLessThanOrEqual(1024)
  })

  it('stays below a thousand tiles a side, and covers small moves', () => {
    const wide = { width: 1800, height: 1000 }
    const view = fitView(16_384, wide)
    const region = findDetailRegion(view, wide, 16_384, 2)
    expect(region.rows).toBeLessThanOrEqual(1024)
    const near = centreView({ key: 0, query: 0, perPixel: 2 }, { query: 9000, key: 4000 }, 16_384, size)
    const first = findDetailRegion(near, size, 16_384, 1)
    const inside = {
      ...first,
      rows: first.rows - 2,
      queries: { first: first.queries.first + 2, end: first.queries.end - 2 },
    }
    expect(covers(first, inside)).toBe(true)
    expect(covers(inside, first)).toBe(false)
  })
})

describe('scales', () => {
  it('is logarithmic over five decades, the same everywhere', () => {
    const { place, valueAt } = buildLogScale()
    expect([place(1), place(0), place(1e-7)]).toEqual([1, 0, 0])
    expect(place(0.1)).toBeCloseTo(0.8)
    expect(valueAt(place(0.02))).toBeCloseTo(0.02)
    expect(place(NaN)).toBeNaN()
  })

  it('is linear up to the largest value', () => {
    const { place } = buildLinearScale(0.5)
    expect([place(0), place(0.25), place(0.5), place(2)]).toEqual([0, 0.5, 1, 1])
  })

  it('ranks among the values given', () => {
    const { place } = buildRankScale(Float32Array.of(0.4, NaN, 0.1, 0.2, 0.3))
    expect([0.1, 0.2, 0.3, 0.4].map((value) => place(Math.fround(value)))).toEqual([0, 1 / 3, 2 / 3, 1])
  })
})

describe('palettes', () => {
  it('run from dark to light, and diverge from light', () => {
    const viridis = findColors('viridis')
    expect(viridis).toHaveLength(256)
    expect(toCssColor(viridis, 0)).toBe('rgb(68 1 84)')
    expect(toCssColor(viridis, 1)).toBe('rgb(253 231 37)')
    expect([toInk(viridis, 0), toInk(viridis, 0.5), toInk(viridis, 1)]).toEqual(['white', 'black', 'black'])
    expect([toStep(-1), toStep(0.5), toStep(2)]).toEqual([0, 128, 255])
    expect(toCssColor(findColors('PuOr'), 0.5)).toBe('rgb(243 238 234)')
  })
})

describe('tiles', () => {
  const tile = {
    queryEdges: Int32Array.of(4, 6, 8),
    keyEdges: Int32Array.of(0, 2, 4, 5),
    values: Float32Array.of(0.1, 0.2, NaN, 0.3, 0.9, 0.5),
  }

  it('are read by cell', () => {
    const found = readTile(tile, { query: 7, key: 3 })
    expect(found).toEqual({
      value: Math.fround(0.9),
      queries: { first: 6, end: 8 },
      keys: { first: 2, end: 4 },
    })
    expect(readTile(tile, { query: 8, key: 3 })).toBeNull()
    expect(readTile(tile, { query: 4, key: 5 })).toBeNull()
    expect(found && isSingleCell(found)).toBe(false)
  })

  it('know their largest value, also of a difference, and without the sink', () => {
    expect(findLargest(tile)).toEqual({ query: 6, key: 2 })
    expect(
      findLargest({
        ...tile,
        queryEdges: Int32Array.of(0, 2, 4),
        values: Float32Array.of(1, NaN, NaN, 0.3, 0.4, NaN),
      }),
    ).toEqual({ query: 2, key: 2 })
    const other = { ...tile, values: Float32Array.of(0.1, 0.9, NaN, 0.3, 0.9, 0.5) }
    expect(findLargest(subtractTiles(tile, other))).toEqual({ query: 4, key: 2 })
    expect([...maskSink(tile, 2).values]).toEqual([
      NaN,
      ...tile.values.slice(1, 3),
      NaN,
      ...tile.values.slice(4),
    ])
  })
})

describe('axis labels', () => {
  const texts = Array.from({ length: 100 }, (_, i) => ` t${i}\n`)

  it('are round positions from afar, and token texts near by', () => {
    expect(listAxisLabels(0, 200, { perPixel: 0.5 }, texts, 9).map(({ text }) => text)).toEqual(['0', '50'])
    const near = listAxisLabels(10, 60, { perPixel: 1 / 20 }, texts, 9)
    expect(near).toEqual([
      { at: 10, text: '·t10⏎', kind: 'token' },
      { at: 30, text: '·t11⏎', kind: 'token' },
      { at: 50, text: '·t12⏎', kind: 'token' },
    ])
  })

  it('cut long tokens', () => {
    expect(showToken('internationalisation', 9)).toBe('internat…')
  })
})

describe('the key under an exported map', () => {
  const key = { caption: 'A − B', colors: findColors('PuOr'), low: '− 0.3 (B)', high: '+ 0.3 (A)' }

  it('runs from low to high below the map, each end under its colour', () => {
    const { swatches, texts } = layOutKey(key, 72, 400)
    expect(swatches[0]).toMatchObject({ x: 72, color: toCssColor(key.colors, 0) })
    expect(swatches.at(-1)?.color).toBe(toCssColor(key.colors, 1))
    expect(texts.map(({ text }) => text)).toEqual(['A − B', '− 0.3 (B)', '+ 0.3 (A)'])
    expect(texts.every(({ y }) => y > 400 && y < 400 + keyHeight)).toBe(true)
    expect(texts[2].x).toBeCloseTo((swatches.at(-1)?.x ?? NaN) + swatches[0].width)
  })

  it('turns the colours round where greater values stand at the other end', () => {
    const { swatches } = layOutKey({ ...key, reversed: true }, 0, 0)
    expect(swatches[0].color).toBe(toCssColor(key.colors, 1))
  })
})

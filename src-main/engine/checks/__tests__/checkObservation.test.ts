import { describe, expect, it } from 'vitest'
import type { ObservationRequest } from '../../../contract'
import { checkObservation, checkSpan } from '../checkObservation'

const extent = { layers: 4, heads: 8, tokens: 100 }
const all = { kind: 'all' } as const
const window = { layer: 0, heads: [], queries: { first: 0, end: 100 }, keys: { first: 0, end: 100 } }
const region = { ...window, layer: null, rows: 10, columns: 10 }

describe('checkObservation', () => {
  it.each<[string, ObservationRequest]>([
    ['every query', { queries: all, perQuery: true }],
    ['more last queries than there are', { queries: { kind: 'last', count: 5_000 } }],
    ['the last position', { queries: { kind: 'range', first: 99, end: 100 } }],
    ['a whole layer', { queries: all, window }],
    ['a region of every layer', { queries: all, region }],
  ])('accepts %s', (_, request) => {
    expect(() => checkObservation(request, extent)).not.toThrow()
  })

  it.each<[ObservationRequest, string]>([
    [
      { queries: { kind: 'range', first: 50, end: 101 } },
      'Positions outside the text: queries 50 to 101. Expected first < end <= 100. Choose them inside it.',
    ],
    [
      { queries: all, keySpans: [{ first: 5, end: 5 }] },
      'Positions outside the text: keySpans 5 to 5. Expected first < end <= 100. Choose them inside it.',
    ],
    [
      { queries: all, window: { ...window, layer: 4 } },
      'No such layer: 4. Expected 0 to 3. Choose one the model has.',
    ],
    [
      { queries: all, window: { ...window, heads: [8] } },
      'No such head: 8. Expected 0 to 7. Choose one the model has.',
    ],
    [
      { queries: all, window: { ...window, heads: [1, 1] } },
      'A head is named twice: 1, 1. Expected every head once. Leave the second out.',
    ],
    [
      { queries: all, region: { ...region, keys: { first: 90, end: 101 } } },
      'Positions outside the text: region.keys 90 to 101. Expected first < end <= 100. Choose them inside it.',
    ],
    [
      { queries: all, region: { ...region, layer: 9 } },
      'No such layer: 9. Expected 0 to 3. Choose one the model has.',
    ],
  ])('refuses %o', (request, message) => {
    expect(() => checkObservation(request, extent)).toThrow(message)
  })

  it('refuses arrays of more than 1 GiB and names the part', () => {
    const long = { layers: 32, heads: 32, tokens: 131_072 }
    const spans = { queries: all, perQuery: true, keySpans: [{ first: 0, end: 1 }] }
    expect(() => checkObservation(spans, long)).toThrow(
      `Observation too large: values per query would take ${32 * 32 * 131_072 * 12} bytes. Expected at most 1073741824.`,
    )
    const square = { first: 0, end: 131_072 }
    expect(() =>
      checkObservation({ queries: all, window: { ...window, queries: square, keys: square } }, long),
    ).toThrow('Observation too large: the exact window would take')
    const finest = { ...region, queries: square, keys: square, rows: 4096, columns: 4096 }
    expect(() => checkObservation({ queries: all, region: finest }, long)).toThrow(
      'Observation too large: the region would take',
    )
  })
})

describe('checkSpan', () => {
  it('wants at least one position inside the text', () => {
    expect(() => checkSpan('score', { first: 0, end: 100 }, 100)).not.toThrow()
    expect(() => checkSpan('score', { first: 100, end: 101 }, 100)).toThrow(
      'Positions outside the text: score 100',
    )
  })
})

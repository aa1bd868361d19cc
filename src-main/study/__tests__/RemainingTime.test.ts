import { describe, expect, it } from 'vitest'
import { planStudy } from '../plan/planStudy'
import { RemainingTime } from '../run/RemainingTime'
import { makeSpec } from './sampleStudy'

const windows = (contexts: number[]) =>
  planStudy(
    makeSpec({ contexts, extensions: ['none'], tasks: [{ kind: 'perplexity', text: 't', windows: 2 }] }),
  )

describe('RemainingTime', () => {
  it('says nothing before the first cell, nor after failed ones', () => {
    const cells = windows([128])
    const remaining = new RemainingTime(cells)
    expect(remaining.estimateMs()).toBeNull()
    remaining.note(cells[0], null)
    expect(remaining.estimateMs()).toBeNull()
  })

  it('expects an equal cell to cost the same', () => {
    const cells = windows([128])
    const remaining = new RemainingTime(cells)
    remaining.note(cells[0], 70)
    expect(remaining.estimateMs()).toBeCloseTo(70, 9)
    remaining.note(cells[1], 70)
    expect(remaining.estimateMs()).toBe(0)
  })

  it('expects more than four times the cost of four times the length', () => {
    const cells = windows([1024, 4096])
    const remaining = new RemainingTime(cells)
    remaining.note(cells[0], 10)
    // 4096 x 6144 against 1024 x 3072: eight times as much, twice, and one more of the first.
    expect(remaining.estimateMs()).toBeCloseTo(10 + 2 * 80, 9)
  })

  it('expects less of a prompt that shares its prefix, with another repeat as well', () => {
    const tasks = [{ kind: 'passkey', depths: [0, 50, 100], repeats: 2 }]
    const cells = planStudy(makeSpec({ contexts: [2048], extensions: ['none'], tasks }))
    const remaining = new RemainingTime(cells)
    remaining.note(cells[0], 100)
    // Deepest: only the answer is new, once. Halfway: 1024 x 3072 of 2048 x 4096 are shared, twice. At the front: nothing, twice.
    const half = 100 * (1 - (1024 * 3072) / (2048 * 4096))
    expect(remaining.estimateMs()).toBeCloseTo(10 + 2 * (half + 10) + 2 * 110, 9)
  })

  it('expects a haystack of its own to be read anew', () => {
    const tasks = [{ kind: 'passkey', text: 't', depths: [0, 100], repeats: 2 }]
    const cells = planStudy(makeSpec({ contexts: [256], extensions: ['none'], tasks }))
    const remaining = new RemainingTime(cells)
    remaining.note(cells[0], 100)
    expect(remaining.estimateMs()).toBeCloseTo(110 + 100 + 110, 9)
  })
})

describe('RemainingTime within a cell', () => {
  // 2048 tokens: the first half costs 1024 x 3072 of 2048 x 4096, three eighths.
  const [first] = windows([2048])

  it('says nothing at its first token, which may have waited for a model', () => {
    const remaining = new RemainingTime([first])
    remaining.advance(first, 0.25, 5_000)
    expect(remaining.estimateMs()).toBeNull()
  })

  it('expects what is left to cost as much for its work as what was read', () => {
    const remaining = new RemainingTime([first])
    remaining.advance(first, 0, 1_000)
    remaining.advance(first, 0.5, 1_300)
    expect(remaining.estimateMs()).toBeCloseTo((300 * 5) / 3, 9)
  })

  it('falls as the cell goes on, to nothing at its end', () => {
    const remaining = new RemainingTime([first])
    remaining.advance(first, 0, 0)
    const estimates = [0.25, 0.5, 0.75, 1].map((share) => {
      remaining.advance(first, share, 1_000 * share)
      return remaining.estimateMs() ?? NaN
    })
    expect(estimates).toEqual([...estimates].sort((a, b) => b - a))
    expect(estimates.at(-1)).toBe(0)
  })

  it('begins again with the second evaluation of a cell', () => {
    const remaining = new RemainingTime([first])
    remaining.advance(first, 1, 1_000)
    remaining.advance(first, 0.5, 2_000)
    expect(remaining.estimateMs()).toBeNull()
  })
})

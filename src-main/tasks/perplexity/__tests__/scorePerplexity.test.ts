import { describe, expect, it } from 'vitest'
import type { PerplexityTaskSpec } from '../../../contract'
import { scorePerplexity } from '../scorePerplexity'

const window = (first: number, end: number) => ({ tokens: new Int32Array(end), score: { first, end } })
const settings = (fields: Partial<PerplexityTaskSpec> = {}) => ({
  protocol: 'full-window' as const,
  weighting: 'token' as const,
  lastTokens: 2,
  ...fields,
})

describe('scorePerplexity', () => {
  const windows = [window(1, 5), window(3, 5)]
  const nllNats = [Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 9)]

  it('sums, sums of squares and the mean over tokens', () => {
    expect(scorePerplexity(windows, nllNats, settings({ protocol: 'sliding-window' }))).toMatchObject({
      scoredTokens: 6,
      sumNllNats: 24,
      sumSquaredNllNats: 136,
      meanNllNats: 4,
    })
  })

  it('weighs windows equally when asked to, under sliding-window only', () => {
    const byWindow = settings({ protocol: 'sliding-window', weighting: 'window' })
    expect(scorePerplexity(windows, nllNats, byWindow).meanNllNats).toBe((2.5 + 7) / 2)
    expect(scorePerplexity(windows, nllNats, settings({ weighting: 'window' })).meanNllNats).toBe(4)
  })

  it('sums by position in powers of two', () => {
    expect(scorePerplexity(windows, nllNats, settings()).positionBuckets).toEqual([
      { first: 1, end: 2, count: 1, sumNats: 1 },
      { first: 2, end: 4, count: 3, sumNats: 10 },
      { first: 4, end: 8, count: 2, sumNats: 13 },
    ])
  })

  it('keeps the last tokens, at most as many as there are', () => {
    expect(scorePerplexity(windows, nllNats, settings()).lastTokens).toEqual({ count: 2, sumNats: 14 })
    const all = scorePerplexity(windows, nllNats, settings({ lastTokens: 64 })).lastTokens
    expect(all).toEqual({ count: 6, sumNats: 24 })
  })

  it('gives the error of half-window: PPL sqrt((E[x^2] - E[x]^2) / (N - 1))', () => {
    const { scoredTokens: n, sumNllNats, sumSquaredNllNats } = scorePerplexity(windows, nllNats, settings())
    const variance = sumSquaredNllNats / n - (sumNllNats / n) ** 2
    // By hand: mean 4, squared deviations 9 4 1 0 1 25 = 40, so 40/6 / 5.
    expect(variance / (n - 1)).toBeCloseTo(40 / 30, 12)
  })

  it('refuses an engine that scored other tokens', () => {
    expect(() => scorePerplexity(windows, [nllNats[0]], settings())).toThrow('other tokens')
    expect(() => scorePerplexity(windows, [nllNats[0], Float64Array.of(1)], settings())).toThrow(
      'other tokens',
    )
  })
})

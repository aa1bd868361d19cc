import { describe, expect, it } from 'vitest'
import {
  describeInterval,
  describeValue,
  flipSign,
  formatCount,
  formatDecimal,
  formatPercent,
  formatPValue,
  toPercentagePoints,
} from '../wording'
import { statisticOf } from './statisticOf'

describe('wording of numbers', () => {
  it('gives value and interval the same, sensible decimals', () => {
    const coarse = statisticOf(0.7012, 0.5512, 0.8433)
    expect(describeValue(coarse, '')).toBe('0.70')
    expect(describeInterval(coarse, '')).toBe('95% interval 0.55 to 0.84')
    const fine = statisticOf(0.01234, 0.00412, 0.0312)
    expect(describeValue(fine, ' nats')).toBe('0.012 nats')
    expect(describeInterval(fine, ' nats')).toBe('95% interval 0.004 to 0.031 nats')
    expect(describeValue(statisticOf(0.00123, 0.001, 0.0021), '')).toBe('0.0012')
  })

  it('shows how wide a narrow interval is', () => {
    const narrow = statisticOf(0.1523, 0.1507, 0.1541)
    expect(describeValue(narrow, ' nats')).toBe('0.152 nats')
    expect(describeInterval(narrow, ' nats')).toBe('95% interval 0.151 to 0.154 nats')
    expect(describeInterval(statisticOf(0.0596, 0.05901, 0.06008), '')).toBe('95% interval 0.0590 to 0.0601')
    expect(describeInterval(statisticOf(0.6, 0.6, 0.6 + 1e-15), '')).toBe('95% interval 0.60 to 0.60')
    expect(describeInterval(statisticOf(0.13, 0.13 - 1e-7, 0.13), '')).toBe('95% interval 0.1300 to 0.1300')
  })

  it('has no negative zero', () => {
    expect(describeInterval(statisticOf(0.3, -0.0001, 0.5), '')).toBe('95% interval 0.00 to 0.50')
    expect(formatDecimal(-0.0001, 3)).toBe('0')
    expect([formatDecimal(11.2, 1), formatDecimal(4, 1)]).toEqual(['11.2', '4'])
  })

  it('says why there is no interval', () => {
    const without = { ...statisticOf(0.3, 0, 1), interval: null, intervalReason: '3 windows: too few' }
    expect(describeInterval(without, '')).toBe('no interval, 3 windows: too few')
  })

  it('turns differences around and into percentage points, ends included', () => {
    expect(describeInterval(flipSign(statisticOf(-0.3, -0.4, -0.1)), '')).toBe('95% interval 0.10 to 0.40')
    expect(toPercentagePoints(statisticOf(0.35, 0.2, 0.5))).toMatchObject({
      value: 35,
      interval: { low: 20, high: 50 },
    })
  })

  it('writes counts, rates and p-values', () => {
    expect([1, 8, 1800].map((count) => formatCount(count, 'window'))).toEqual([
      '1 window',
      '8 windows',
      '1,800 windows',
    ])
    expect(formatPercent(0.455)).toBe('46%')
    expect([0.4688, 0.0032, 0.0004].map(formatPValue)).toEqual(['p = 0.47', 'p = 0.003', 'p < 0.001'])
  })
})

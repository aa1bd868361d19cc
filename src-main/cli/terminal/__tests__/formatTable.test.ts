import { describe, expect, it } from 'vitest'
import { formatFacts, formatNumber, formatTable } from '../formatTable'

describe('formatTable', () => {
  it('aligns words left and numbers right, without spaces at the ends of lines', () => {
    const columns = [
      { name: 'extension', align: 'left' },
      { name: 'n', align: 'right' },
      { name: 'remark', align: 'left' },
    ] as const
    const rows = [
      ['none', '256', ''],
      ['yarn:scale=4', '2048', 'β'],
    ]
    expect(formatTable(columns, rows)).toBe(
      'extension        n  remark\n' +
        '------------  ----  ------\n' +
        'none           256\n' +
        'yarn:scale=4  2048  β\n',
    )
  })
})

describe('formatFacts', () => {
  it('puts values into one column', () => {
    expect(
      formatFacts([
        ['a', '1'],
        ['long', '2'],
      ]),
    ).toBe('a     1\nlong  2\n')
  })
})

describe('formatNumber', () => {
  it('shows a dash where there is no number', () => {
    expect([formatNumber(1.005, 1), formatNumber(null, 2), formatNumber(NaN, 2)]).toEqual(['1.0', '-', '-'])
  })
})

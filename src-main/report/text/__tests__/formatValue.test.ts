import { describe, expect, it } from 'vitest'
import { countColumn, numberColumn } from '../../document/columns'
import { formatValue } from '../formatValue'

describe('formatValue', () => {
  it.each([
    [1234.567, 2, '1,234.57'],
    [-0.25, 2, '−0.25'],
    [-0.001, 2, '−1.0e−3'],
    [0, 3, '0.000'],
    [2.5e-7, 4, '2.5e−7'],
    [123456789, 2, '1.23e8'],
    [NaN, 2, '–'],
    [null, 2, '–'],
  ])('%s with %i digits is %s', (value, digits, text) => {
    expect(formatValue(value, numberColumn('x', '', digits))).toBe(text)
  })

  it('sets thousands of counts apart', () => {
    expect(formatValue(131072, countColumn('Context'))).toBe('131,072')
  })
})

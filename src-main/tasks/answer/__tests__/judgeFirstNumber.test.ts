import { describe, expect, it } from 'vitest'
import { judgeFirstNumber } from '../judgeFirstNumber'

const passes = (answer: string, key = '12345'): boolean => judgeFirstNumber(answer, key).passed

describe('judgeFirstNumber', () => {
  it.each([
    ' 12345',
    '12345.',
    ' 12345 is the pass key',
    ' the key: 12345',
    'x12345y',
    ' 0012345',
    '\n12345\n999',
  ])('passes %j', (answer) => {
    expect(judgeFirstNumber(answer, '12345')).toEqual({ passed: true, passRule: 'first-number', score: 1 })
  })

  it.each([
    ' 123456',
    ' 1234',
    ' 12346',
    '',
    ' the key',
    ' 1 12345',
    ' 12 345',
    ' 12,345',
    ' 99999 12345',
    ' ١٢٣٤٥',
  ])('fails %j', (answer) => {
    expect(judgeFirstNumber(answer, '12345')).toEqual({ passed: false, passRule: 'first-number', score: 0 })
  })

  it('compares long keys digit by digit', () => {
    expect(passes('99999999999999999998', '99999999999999999999')).toBe(false)
    expect(passes('99999999999999999999', '99999999999999999999')).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { judgeReferences } from '../judgeReferences'

const references = ['1234567', '7654321']

describe('judgeReferences', () => {
  it.each([
    [' 1234567 and 7654321.', 1],
    [' 7654321, 1234567', 1],
    ['x12345678y 7654321', 1],
    [' 1234567, 765432', 0.5],
    [' 1234566 and 7654320', 0],
    ['', 0],
  ])('of %j is %f', (answer, score) => {
    expect(judgeReferences(answer, references)).toEqual({
      passed: score === 1,
      passRule: 'all-references',
      score,
    })
  })

  it('does not mind the case of letters or line breaks', () => {
    expect(judgeReferences('The SMALL\nRiver', ['small river']).passed).toBe(true)
    expect(judgeReferences('smallriver', ['small river']).passed).toBe(false)
  })
})

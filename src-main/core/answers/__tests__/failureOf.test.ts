import { describe, expect, it } from 'vitest'
import { countFailures, failureOf, nameFailures } from '../failureOf'

const answer = { answerText: '641888', expected: '64188', passed: false, passRule: 'first-number' }

describe('failureOf', () => {
  it('takes what is kept, and derives it where a file does not say', () => {
    expect(failureOf({ ...answer, failure: 'refused' })).toBe('refused')
    expect([failureOf({ ...answer, failure: undefined }), failureOf(answer)]).toEqual(['overrun', 'overrun'])
    expect(failureOf({ ...answer, passed: true, failure: undefined })).toBeNull()
  })

  it('counts classes in one order', () => {
    expect(nameFailures(countFailures(['empty', 'lost', 'empty', 'overrun']))).toBe(
      '1 lost, 1 overrun, 2 empty',
    )
    expect(nameFailures([])).toBe('')
  })
})

import { describe, expect, it } from 'vitest'
import type { NeedlePass } from '../../../contract'
import { judgeNeedle } from '../judgeNeedle'

const answer = 'eat a sandwich and sit in Dolores Park on a sunny day.'
const phrases: NeedlePass = { rule: 'all-phrases', phrases: ['dolores park', 'sandwich'] }

describe('judgeNeedle', () => {
  it.each([
    [' eat a sandwich and sit in Dolores Park on a sunny day.', true],
    ['The best thing is a SANDWICH in Dolores\nPark!', true],
    [' eat a sandwich in Golden Gate Park', false],
    [' sit in Dolores Park', false],
    [' sand which, dolorespark', false],
    ['', false],
  ])('wants both phrases: %j', (text, passed) => {
    expect(judgeNeedle(text, answer, phrases)).toMatchObject({ passed, passRule: 'all-phrases' })
  })

  it('keeps recall of the response and of its first line, and the fraction of phrases', () => {
    const judged = judgeNeedle(' eat a sandwich\nin Dolores Park on a sunny day.', answer, phrases)
    expect(judged.scores).toEqual({ recall: 9 / 12, firstLineRecall: 3 / 12, phrases: 1 })
    expect(judged.score).toBe(9 / 12)
  })

  it('passes by recall where asked to, at the bound too', () => {
    const half: NeedlePass = { rule: 'recall', atLeast: 0.5 }
    // 6 words of 12, then 5.
    expect(judgeNeedle('eat a sandwich and sit in', answer, half).passed).toBe(true)
    expect(judgeNeedle('eat a sandwich and sit', answer, half).passed).toBe(false)
  })

  it('wants a number to come first', () => {
    const number: NeedlePass = { rule: 'first-number' }
    expect(judgeNeedle(' 12345. Or 9', '12345', number)).toEqual({
      passed: true,
      passRule: 'first-number',
      score: 1,
    })
    expect(judgeNeedle(' 9 or 12345', '12345', number).passed).toBe(false)
  })
})

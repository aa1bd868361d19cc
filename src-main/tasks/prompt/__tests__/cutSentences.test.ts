import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutSentences } from '../cutSentences'

describe('cutSentences', () => {
  it('cuts behind a sentence; the white space begins the next', () => {
    expect(cutSentences('One. “Two!”\n\nThree (or 3.) four')).toEqual([
      'One.',
      ' “Two!”',
      '\n\nThree (or 3.)',
      ' four',
    ])
  })

  it('does not cut inside words or numbers', () => {
    expect(cutSentences('At 3.14 e.g.this... end')).toEqual(['At 3.14 e.g.this...', ' end'])
  })

  it('loses no character but white space at the end', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '.', '!', '"', ' ', '\n', ')') })
    fc.assert(
      fc.property(text, (written) => {
        expect(cutSentences(written).join('').trimEnd()).toBe(written.trimEnd())
      }),
    )
  })
})

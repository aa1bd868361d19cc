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

describe('cutSentences of texts without full stops', () => {
  it('cuts Chinese behind its own marks and verse behind its lines', () => {
    const chinese = '今天很好。他们来了！'.repeat(50)
    expect(cutSentences(chinese).slice(0, 3)).toEqual(['今天很好。', '他们来了！', '今天很好。'])
    const verse = 'O rose thou art sick\nThe invisible worm\n'.repeat(20)
    expect(cutSentences(verse).slice(0, 3)).toEqual([
      'O rose thou art sick',
      '\nThe invisible worm',
      '\nO rose thou art sick',
    ])
  })

  it('cuts what has no marks at all behind words, about as long as a short sentence', () => {
    const pieces = cutSentences('word '.repeat(500))
    expect(pieces.length).toBe(42)
    expect(pieces.every((piece) => piece.length <= 66 && /^( ?word)+$/.test(piece))).toBe(true)
  })

  it('loses no character but white space at the end', () => {
    const text = '  ผมรักทะเล และภูเขา\n\n'.repeat(60)
    expect(cutSentences(text).join('').trimEnd()).toBe(text.trimEnd())
  })
})

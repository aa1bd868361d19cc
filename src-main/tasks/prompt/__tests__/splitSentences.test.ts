import { describe, expect, it } from 'vitest'
import { splitSentences } from '../splitSentences'

describe('splitSentences', () => {
  it('ends a sentence at a space after a full stop, a question or an exclamation mark', () => {
    expect(splitSentences('One. Two? Three! four')).toEqual(['One.', 'Two?', 'Three!', 'four'])
  })

  it('keeps a closing quotation mark or bracket with its sentence', () => {
    expect(splitSentences('“Go.” He went. (Or not.) So.')).toEqual(['“Go.”', 'He went.', '(Or not.)', 'So.'])
  })

  it('does not end a sentence inside a word or a number of dots', () => {
    expect(splitSentences('See e.g.this one... really.')).toEqual(['See e.g.this one...', 'really.'])
  })

  it('puts line breaks and runs of spaces down to one space', () => {
    expect(splitSentences('  A\n\nlong   one.\tTwo.\n')).toEqual(['A long one.', 'Two.'])
  })

  it('leaves out sentences with a digit, of any script', () => {
    expect(splitSentences('Plain. In 1851. In ١٨٥١. Plain too.')).toEqual(['Plain.', 'Plain too.'])
  })

  it('finds nothing in an empty text', () => {
    expect(splitSentences(' \n')).toEqual([])
  })
})

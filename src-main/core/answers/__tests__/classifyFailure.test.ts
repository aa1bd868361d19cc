import { describe, expect, it } from 'vitest'
import { classifyFailure } from '../classifyFailure'

const key = (answerText: string, expected = '64188') =>
  classifyFailure({ answerText, expected, passed: false, passRule: 'first-number' })

const sandwich = (answerText: string) =>
  classifyFailure({
    answerText,
    expected: 'eat a sandwich and sit in Dolores Park on a sunny day.',
    passed: false,
    passRule: 'all-phrases',
  })

const references = (answerText: string, expected: string) =>
  classifyFailure({ answerText, expected, passed: false, passRule: 'all-references' })

describe('classifyFailure', () => {
  it('has no class for an answer that passed', () => {
    expect(classifyFailure({ answerText: '', expected: '1', passed: true, passRule: 'recall' })).toBeNull()
  })

  it('calls empty what is nothing but white space', () => {
    expect([key(''), key(' \n\t '), sandwich(''), references('\n', '12345, 67890')]).toEqual(
      Array.from({ length: 4 }, () => 'empty'),
    )
    expect(key('.')).toBe('lost')
  })

  it('calls overrun a key that goes on or comes too late', () => {
    expect(key('641888. Remember it. 641888')).toBe('overrun')
    expect(key(' 064188123')).toBe('overrun')
    expect(key('12 or 64188')).toBe('overrun')
    expect(sandwich('x')).toBe('lost')
    const worded = { expected: 'The code is 33787', passed: false, passRule: 'all-phrases' }
    expect(classifyFailure({ ...worded, answerText: 'the code is 337878' })).toBe('overrun')
  })

  it('calls slip one digit left out, put in, changed or exchanged with its neighbour, and no more', () => {
    expect(['6418', '164188', '641388', '64198', '46188'].map((answer) => key(answer))).toEqual(
      Array.from({ length: 5 }, () => 'slip'),
    )
    expect(['641', '64991', '46818', '88146', '12345'].map((answer) => key(answer))).toEqual(
      Array.from({ length: 5 }, () => 'lost'),
    )
  })

  it('never calls keys of three digits near, and allows eight two edits', () => {
    expect([key('124', '123'), key('12345679', '12345678'), key('12345', '12345678')]).toEqual([
      'lost',
      'slip',
      'lost',
    ])
    expect([key('21345687', '12345678'), key('21435687', '12345678')]).toEqual(['slip', 'lost'])
  })

  it('calls slip three words of a sentence in their order, and not its common words', () => {
    expect(sandwich('You should sit in Dolores, the park.')).toBe('slip')
    expect(sandwich('Eat a sandwich!')).toBe('slip')
    expect(sandwich('A day in and on a park, a sandwich to eat')).toBe('lost')
    expect(sandwich('sit at Dolores')).toBe('lost')
  })

  it('calls slip some of several references, or one nearly written', () => {
    expect(references('12345 and 99999', '12345, 67890')).toBe('slip')
    expect(references('brave-oter', 'brave-otter')).toBe('slip')
    expect(references('brown-ocelot', 'brave-otter')).toBe('lost')
    expect(references('1234568', '1234567')).toBe('slip')
    expect(references('7654321', '1234567')).toBe('lost')
  })

  it('calls refused a first line that says there is no answer', () => {
    for (const answer of [
      "I'm sorry, but I cannot help with that.",
      ' I don’t know the pass key.\nIt is green.',
      'The pass key is not mentioned in the text.',
      'The document does not contain this.',
      '抱歉，文中没有提到。',
    ])
      expect([answer, key(answer)]).toEqual([answer, 'refused'])
  })

  it('does not call refused what only sounds like it, comes later, or holds the key', () => {
    for (const answer of [
      'The sun is yellow. It is a sorry sight.',
      'there is no hurry. Here we go.',
      'The grass is green.\nI do not know.',
      'I cannot see the sea.'.replace('see', 'sail'),
    ])
      expect([answer, key(answer)]).toEqual([answer, 'lost'])
    expect(key("I'm sorry, is it 641888?")).toBe('overrun')
  })

  it('reads old answers without a rule as numbers where a number was expected', () => {
    const old = { expected: '64188', passed: false, passRule: undefined }
    expect(classifyFailure({ ...old, answerText: '641888' })).toBe('overrun')
    expect(classifyFailure({ ...old, answerText: '55555' })).toBe('lost')
  })
})

import { describe, expect, it } from 'vitest'
import { findWord } from '../observe/findWord'

describe('findWord', () => {
  const texts = ['', 'The', ' pass', ' key', ' is', ' ', '4', '2', '.', '\n', 'Rem', 'ember', ' it']

  it.each([
    ['a token of its own', 3, 'key'],
    ['the first token after a control token', 1, 'The'],
    ['a digit of a number, with what clings to it', 7, '42.'],
    ['both halves of a word', 10, 'Remember'],
    ['both halves of a word', 11, 'Remember'],
    ['the last token', 12, 'it'],
  ])('joins what has no white space between: %s', (_, index, word) => {
    expect(findWord(texts, index)).toBe(word)
  })

  it('names white space, and keeps the silence of control tokens', () => {
    expect(findWord(texts, 9)).toBe('\\n')
    expect(findWord(texts, 5)).toBe(' ')
    expect(findWord(texts, 0)).toBe('')
  })
})

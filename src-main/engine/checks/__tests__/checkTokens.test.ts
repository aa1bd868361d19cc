import { describe, expect, it } from 'vitest'
import { checkLength, checkTokens } from '../checkTokens'

describe('checkTokens', () => {
  it('accepts the whole vocabulary', () => {
    expect(() => checkTokens(Int32Array.of(0, 99), 100)).not.toThrow()
  })

  it.each([
    [Int32Array.of(0, 100), 100, 1],
    [Int32Array.of(5, -1), -1, 1],
    [Int32Array.of(2 ** 31 - 1), 2 ** 31 - 1, 0],
  ])('names the first bad token of %o', (tokens, token, position) => {
    expect(() => checkTokens(tokens, 100)).toThrow(
      `Token not in the vocabulary: ${token} at position ${position}. Expected 0 to 99. ` +
        "Tokenize the text with this model's tokenizer.",
    )
  })
})

describe('checkLength', () => {
  it('accepts a full context', () => {
    expect(() => checkLength(256, 256, 256)).not.toThrow()
  })

  it('refuses none and one too many', () => {
    expect(() => checkLength(0, 0, 256)).toThrow(
      'No tokens to evaluate: 0. Expected at least 1. Give a longer text.',
    )
    expect(() => checkLength(257, 200, 256)).toThrow(
      'More tokens than the context holds: 257. Expected at most 256. ' +
        'Open the session with a longer context, or give fewer tokens.',
    )
  })
})

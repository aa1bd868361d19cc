import { describe, expect, it } from 'vitest'
import { parseCustomFile, parseLongropeFile } from '../factorFiles'

const usable = { short_factor: [1, 1], long_factor: [1, 2] }
const unusable = (problem: string) =>
  `The extension's file is not usable: f.json: ${problem}. Expected finite numbers in JSON. Correct the file.`

describe('parseLongropeFile', () => {
  it('reads what a Hugging Face config holds, and more keys beside', () => {
    const text = JSON.stringify({
      ...usable,
      type: 'longrope',
      factor: 32,
      original_max_position_embeddings: 4096,
    })
    expect(parseLongropeFile(text, 'f.json', 2)).toEqual({
      short: [1, 1],
      long: [1, 2],
      scale: 32,
      attentionFactor: null,
      originalContextTokens: 4096,
    })
  })

  it('reads past a byte order mark, as editors on Windows write it', () => {
    expect(parseLongropeFile(`\uFEFF${JSON.stringify(usable)}`, 'f.json', 2)).toMatchObject({ long: [1, 2] })
    const curve = { inverseFrequencies: [1, 0.5] }
    expect(
      Array.from(parseCustomFile(`\uFEFF${JSON.stringify(curve)}`, 'f.json', 2).inverseFrequencies),
    ).toEqual([1, 0.5])
  })

  it.each([
    [null, "The extension's file was not read: f.json. Expected its text. Check the path."],
    ['{"short_factor": [1, 1', unusable('not JSON')],
    ['{"short_factor": [1, NaN], "long_factor": [1, 2]}', unusable('not JSON')],
    [JSON.stringify([1, 2]), unusable('Invalid input: expected object, received array')],
    [
      JSON.stringify({ short_factor: [1, 1] }),
      "The extension's file is not usable: f.json at long_factor: Invalid input: expected array, received undefined. " +
        'Expected finite numbers in JSON. Correct the file.',
    ],
    [
      JSON.stringify({ ...usable, long_factor: [1, 0] }),
      "The extension's file is not usable: f.json at long_factor.1: Too small: expected number to be >0. " +
        'Expected finite numbers in JSON. Correct the file.',
    ],
    [
      JSON.stringify({ ...usable, long_factor: [1, 2, 3] }),
      'Wrong number of values in long_factor of f.json: 3. Expected 2, half the rotated dimensions. Use a file for this model.',
    ],
  ])('refuses %s', (text, message) => {
    expect(() => parseLongropeFile(text, 'f.json', 2)).toThrow(
      expect.objectContaining({ code: 'extension.invalid', message }),
    )
  })
})

describe('parseCustomFile', () => {
  it.each([
    [
      '{"inverseFrequencies": [1, 1e999]}',
      "The extension's file is not usable: f.json at inverseFrequencies.1: Invalid input: expected number, received Infinity. " +
        'Expected finite numbers in JSON. Correct the file.',
    ],
    [
      '{"inverseFrequencies": [1, -1]}',
      "The extension's file is not usable: f.json at inverseFrequencies.1: Too small: expected number to be >=0. " +
        'Expected finite numbers in JSON. Correct the file.',
    ],
    ['{"inverseFrequencies": [1, 1], "attention": 2}', unusable('Unrecognized key: "attention"')],
    [
      '{"inverseFrequencies": [1]}',
      'Wrong number of values in inverseFrequencies of f.json: 1. Expected 2, half the rotated dimensions. Use a file for this model.',
    ],
  ])('refuses %s', (text, message) => {
    expect(() => parseCustomFile(text, 'f.json', 2)).toThrow(
      expect.objectContaining({ code: 'extension.invalid', message }),
    )
  })
})

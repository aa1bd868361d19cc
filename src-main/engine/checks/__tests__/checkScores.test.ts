import { expect, it } from 'vitest'
import { checkScores } from '../checkScores'

it('position 0 has no likelihood, every other one must be finite', () => {
  expect(() => checkScores(Float64Array.of(Number.NaN, 2, 0), 0)).not.toThrow()
  expect(() => checkScores(new Float64Array(), 7)).not.toThrow()
  expect(() => checkScores(Float64Array.of(1, Infinity), 7)).toThrow(
    expect.objectContaining({
      code: 'engine.failed',
      message:
        'Likelihood that is not a number: Infinity at position 8. Expected finite logits. ' +
        "The model's weights or the extension's frequencies are damaged: try another extension, or convert the model again.",
    }),
  )
  expect(() => checkScores(Float64Array.of(Number.NaN), 1)).toThrow('NaN at position 1')
})

import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { computeReference } from '../float64-transformer'
import { measureReference } from '../measure-reference'
import { generateRandomModel, randomModelRecipes } from '../random-models'
import type { RandomModelRecipe } from '../random-models'
import { readReferenceModel } from '../reference-model'
import { useTemporaryDirectory } from './temporary-directory'

const temporaryPath = useTemporaryDirectory()
const tokens = [256, ...Array.from({ length: 63 }, (_, i) => (i * i * 11 + 5 * i) % 256)]

describe('generateRandomModel', () => {
  it.each(Object.entries<RandomModelRecipe>(randomModelRecipes))(
    '%s attends unevenly',
    async (name, recipe) => {
      const model = await readReferenceModel(await generateRandomModel(temporaryPath(`${name}.gguf`), recipe))
      const { layers, heads, keyValueHeads, headDimensions, rotaryDimensions } = recipe
      expect(model).toMatchObject({ layers, heads, keyValueHeads, headDimensions, rotaryDimensions })
      const result = computeReference(model, tokens)
      const normalised = measureReference(result).meanNormalizedEntropy
      expect(normalised.length).toBe(layers * heads)
      expect(normalised.reduce((a, b) => a + b) / normalised.length).toBeLessThan(0.85)
      expect(Math.min(...normalised)).toBeGreaterThan(0.1)
      // Predictions must not be so sharp that a wrong logit goes unseen.
      const meanNll = result.nllNats.subarray(1).reduce((a, b) => a + b) / (tokens.length - 1)
      expect(meanNll).toBeLessThan(2 * Math.log(model.vocabularySize))
    },
  )

  it('writes the same bytes for the same seed, others for another', async () => {
    const write = async (name: string, seed: number) =>
      readFile(await generateRandomModel(temporaryPath(name), { ...randomModelRecipes.qwen2, seed }))
    const [first, again, other] = [
      await write('a.gguf', 5),
      await write('b.gguf', 5),
      await write('c.gguf', 6),
    ]
    expect(first.equals(again)).toBe(true)
    expect(first.equals(other)).toBe(false)
  })
})

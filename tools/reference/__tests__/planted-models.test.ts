import { beforeAll, describe, expect, it } from 'vitest'
import { computeReference } from '../float64-transformer'
import {
  computePlantedRow,
  generatePlantedModel,
  lookBackTokens,
  plainRotation,
  plantedShape,
} from '../planted-models'
import { readReferenceModel } from '../reference-model'
import type { ReferenceModel } from '../reference-model'
import { useTemporaryDirectory } from './temporary-directory'

const temporaryPath = useTemporaryDirectory()
const tokens = [256, ...Array.from({ length: 63 }, (_, i) => (i * 37) % 256)]
const extended = {
  inverseFrequencies: Float64Array.from(plainRotation.inverseFrequencies, (frequency) => frequency / 4),
  attentionFactor: 1.1,
}

describe.each(['uniform', 'look-back', 'first-token'] as const)('planted %s', (pattern) => {
  let model: ReferenceModel
  beforeAll(async () => {
    model = await readReferenceModel(await generatePlantedModel(temporaryPath(`${pattern}.gguf`), pattern))
  })

  it.each([
    ['plain', plainRotation],
    ['extended', extended],
  ])('has the closed form in every row, %s', (_, rotation) => {
    const { attention } = computeReference(model, tokens, { rotation })
    const errors = attention.flatMap((layer, layerIndex) =>
      [0, 1, 2, 3].flatMap((head) =>
        tokens.map((_, query) => {
          const expected = computePlantedRow(pattern, { layer: layerIndex, head, query }, rotation)
          const start = (head * tokens.length + query) * tokens.length
          return Math.max(...expected.map((p, key) => Math.abs(p - layer[start + key])))
        }),
      ),
    )
    expect(errors.length).toBe(plantedShape.layers * plantedShape.heads * tokens.length)
    // Planted vectors are rounded to float32: scores up to 230 carry an error of about 1e-5.
    expect(Math.max(...errors)).toBeLessThan(2e-5)
  })
})

describe('computePlantedRow', () => {
  it('is uniform for uniform', () => {
    expect([...computePlantedRow('uniform', { layer: 0, head: 0, query: 3 })]).toEqual([
      0.25, 0.25, 0.25, 0.25,
    ])
  })

  it('looks back by one token more in every head', () => {
    for (const head of [0, 1, 2, 3]) {
      const row = computePlantedRow('look-back', { layer: 0, head, query: 20 })
      expect(row.indexOf(Math.max(...row))).toBe(20 - lookBackTokens(head))
      expect(row[20 - lookBackTokens(head)]).toBeGreaterThan(0.95)
    }
  })

  it('gives the first token e^g of e^g + q', () => {
    const [row] = computePlantedRow('first-token', { layer: 1, head: 0, query: 5 })
    expect(row).toBeCloseTo(Math.exp(3) / (Math.exp(3) + 5), 5)
  })
})

import { describe, expect, it } from 'vitest'
import { computeLongropeAttentionFactor } from '../longrope'
import { computeTable, expectClose, llama2 } from '../../__tests__/tables'

const factors = {
  short_factor: Array.from({ length: 64 }, (_, j) => 1 + j / 640),
  long_factor: Array.from({ length: 64 }, (_, j) => 1 + j / 2),
}
const spec = 'longrope:factors=f.json'
const plain = computeTable('none').inverseFrequencies

describe('longrope', () => {
  it('has the golden attention factors', () => {
    expectClose(
      [2, 4, 8, 16, 32].map((scale) => computeLongropeAttentionFactor(scale, 4096)),
      [1.040833, 1.0801234, 1.118034, 1.1547005, 1.1902381],
      5e-8,
    )
    expect(computeLongropeAttentionFactor(1, 4096)).toBe(1)
  })

  it('divides by the short factors up to the trained length and by the long ones beyond it', () => {
    const text = JSON.stringify(factors)
    const short = computeTable(spec, llama2, 4096, text)
    expectClose(
      short.inverseFrequencies,
      plain.map((theta, j) => theta / factors.short_factor[j]),
    )
    expect(short.attentionFactor).toBe(1)
    const long = computeTable(spec, llama2, 4097, text)
    expectClose(
      long.inverseFrequencies,
      plain.map((theta, j) => theta / factors.long_factor[j]),
    )
    expectClose([computeTable(spec, llama2, 131072, text).attentionFactor], [1.1902381], 5e-8)
  })

  it('takes scale and trained length from the file, and a from the spec, then the file, then its rule', () => {
    const stated = { ...factors, factor: 32, original_max_position_embeddings: 4096 }
    const longModel = { ...llama2, trainedContextTokens: 131072 }
    const ruled = computeTable(spec, longModel, 2048, JSON.stringify(stated))
    expectClose([ruled.attentionFactor], [1.1902381], 5e-8)
    expectClose(
      computeTable(spec, longModel, 8192, JSON.stringify(stated)).inverseFrequencies,
      plain.map((theta, j) => theta / factors.long_factor[j]),
    )
    const withFactor = JSON.stringify({ ...stated, attention_factor: 1.25 })
    expect(computeTable(spec, longModel, 8192, withFactor).attentionFactor).toBe(1.25)
    expect(computeTable(`${spec},attentionFactor=1.5`, longModel, 8192, withFactor).attentionFactor).toBe(1.5)
  })
})

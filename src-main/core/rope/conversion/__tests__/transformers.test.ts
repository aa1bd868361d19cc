import { describe, expect, it } from 'vitest'
import { expectClose } from '../../__tests__/tables'
import { resolveExtension } from '../../resolveExtension'
import { fromHuggingFaceRopeScaling } from '../fromHuggingFaceRopeScaling'
import golden from './__fixtures__/transformers.json'
import { valueOf } from './roundTrip'

/** transformers computes powers of the base in float32, with an error of the exponent of about 6e-8 ln b. */
const FLOAT32_TOLERANCE = 3e-6

/** Neither yarn here nor llama.cpp leaves correction dimensions unrounded. */
const REFUSED = 'yarn without rounding'

describe('what transformers computes for a config is what is read from it', () => {
  it.each(golden.cases.filter(({ name }) => name !== REFUSED))('$name', (each) => {
    const { config, rotaryDimensions, contextTokens } = each
    const stated = valueOf(fromHuggingFaceRopeScaling(config))
    const geometry = {
      rotaryDimensions,
      ropeBase: stated.ropeBase ?? NaN,
      trainedContextTokens: stated.trainedContextTokens ?? config.max_position_embeddings,
    }
    const { table } = resolveExtension(stated.extension, geometry, contextTokens, stated.fileText)
    expect(table?.inverseFrequencies).toHaveLength(rotaryDimensions / 2)
    expectClose(table?.inverseFrequencies ?? [], each.inverseFrequencies, FLOAT32_TOLERANCE)
    expect(table?.attentionFactor).toBeCloseTo(each.attentionFactor, 12)
  })

  it('refuses correction dimensions without rounding, and says what to do', () => {
    const refused = golden.cases.find(({ name }) => name === REFUSED)
    expect(fromHuggingFaceRopeScaling(refused?.config)).toEqual({
      kind: 'inexpressible',
      reason:
        'truncate=false leaves the correction dimensions unrounded, which yarn here always rounds, as llama.cpp does. ' +
        'Write its frequencies to a file for custom, or leave truncate out to compare what llama.cpp runs.',
    })
  })

  it('is held against every type of scaling that transformers computes', () => {
    const types = golden.cases.map(({ config }) => {
      const { rope_scaling: scaling, rope_parameters: parameters } = config as {
        rope_scaling?: { rope_type: string }
        rope_parameters?: { rope_type?: string }
      }
      return scaling?.rope_type ?? parameters?.rope_type ?? 'by layer'
    })
    expect(new Set(types)).toEqual(
      new Set(['by layer', 'linear', 'dynamic', 'yarn', 'longrope', 'llama3', 'proportional']),
    )
  })
})

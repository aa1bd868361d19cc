import { describe, expect, it } from 'vitest'
import { llama2, llama31 } from '../../__tests__/tables'
import { formatExtensionSpec } from '../../spec/formatExtensionSpec'
import { parseExtensionSpec } from '../../spec/parseExtensionSpec'
import { fromHuggingFaceRopeScaling } from '../fromHuggingFaceRopeScaling'
import { toHuggingFaceRopeScaling } from '../toHuggingFaceRopeScaling'
import { expectSameTable, valueOf } from './roundTrip'

const curve = JSON.stringify({
  inverseFrequencies: Array.from({ length: 64 }, (_, j) => (j < 60 ? 0.9 ** j : 0)),
  attentionFactor: 1.3,
})
const factors = JSON.stringify({
  short_factor: new Array<number>(64).fill(1.05),
  long_factor: Array.from({ length: 64 }, (_, j) => 1 + j),
  factor: 32,
  original_max_position_embeddings: 4096,
})

const convertible: readonly (readonly [spec: string, fileText: string | null])[] = [
  ['none', null],
  ['linear:scale=4', null],
  ['ntk:scale=auto', null],
  ['base:base=1e6', null],
  ['dynamic-ntk:factor=2', null],
  ['by-parts:scale=4', null],
  ['by-parts:scale=4,alpha=0', null],
  ['yarn:scale=4', null],
  ['yarn:scale=8,betaFast=16,betaSlow=2,attentionFactor=1.1', null],
  ['longrope:factors=f.json', factors],
  ['longrope:factors=f.json,attentionFactor=1.5', factors],
  ['llama3:factor=8,originalContext=2048', null],
  ['ntk-mixed:scale=4', null],
  ['p-rope:keep=0.25', null],
  ['custom:file=c.json', curve],
]

describe('there and back', () => {
  it.each(convertible)('%s keeps its table at any length', (spec, fileText) => {
    for (const context of [1024, 4096, 16384]) {
      const config = valueOf(toHuggingFaceRopeScaling(parseExtensionSpec(spec), llama2, context, fileText))
      const stated = valueOf(fromHuggingFaceRopeScaling(JSON.parse(JSON.stringify(config))))
      // Neither `none` nor a base states L by its length: only the frequencies count.
      expectSameTable(spec, fileText, stated, llama2, context)
    }
  })

  it('has no words for native', () => {
    expect(toHuggingFaceRopeScaling({ kind: 'native' }, llama2, 4096)).toEqual({
      kind: 'inexpressible',
      reason: 'native is what the file itself asks for. Convert its native equivalent instead.',
    })
  })
})

describe('toHuggingFaceRopeScaling', () => {
  it('writes YaRN with both names of the type and a target length of s L', () => {
    expect(valueOf(toHuggingFaceRopeScaling(parseExtensionSpec('yarn:scale=16'), llama2, 65536))).toEqual({
      rope_theta: 10000,
      max_position_embeddings: 65536,
      rope_scaling: {
        rope_type: 'yarn',
        type: 'yarn',
        factor: 16,
        original_max_position_embeddings: 4096,
        beta_fast: 32,
        beta_slow: 1,
      },
    })
  })

  it('keeps the trained length for dynamic NTK, which computes with it', () => {
    const config = valueOf(
      toHuggingFaceRopeScaling(parseExtensionSpec('dynamic-ntk:factor=2'), llama2, 16384),
    )
    expect(config).toEqual({
      rope_theta: 10000,
      max_position_embeddings: 4096,
      rope_scaling: { rope_type: 'dynamic', type: 'dynamic', factor: 2 },
    })
  })

  it('writes a pair that does not rotate as a divisor of 1e30', () => {
    const config = valueOf(
      toHuggingFaceRopeScaling(parseExtensionSpec('custom:file=c.json'), llama2, 4096, curve),
    )
    expect(config.rope_scaling).toMatchObject({ rope_type: 'longrope', attention_factor: 1.3 })
    expect(config.rope_scaling?.short_factor).toEqual(config.rope_scaling?.long_factor)
    expect(config.rope_scaling?.short_factor).toContain(1e30)
  })
})

/** RoPE keys as the models' config.json have them, with the spec and trained length worked out by hand. */
const published: readonly (readonly [
  model: string,
  config: object,
  spec: string,
  ropeBase: number | null,
  trained: number | null,
])[] = [
  [
    'Llama-3.1-8B',
    {
      max_position_embeddings: 131072,
      rope_theta: 500000.0,
      rope_scaling: {
        factor: 8.0,
        low_freq_factor: 1.0,
        high_freq_factor: 4.0,
        original_max_position_embeddings: 8192,
        rope_type: 'llama3',
      },
    },
    'llama3:factor=8,originalContext=8192',
    5e5,
    8192,
  ],
  [
    'LLaMA-2-7B-32K',
    { max_position_embeddings: 32768, rope_scaling: { factor: 8.0, type: 'linear' } },
    'linear:scale=8',
    null,
    null,
  ],
  [
    'Yarn-Llama-2-7b-64k',
    {
      max_position_embeddings: 65536,
      rope_scaling: { factor: 16.0, original_max_position_embeddings: 4096, type: 'yarn', finetuned: true },
    },
    'yarn:scale=16',
    null,
    4096,
  ],
  [
    'Qwen2.5 with YaRN',
    {
      max_position_embeddings: 32768,
      rope_theta: 1000000.0,
      rope_scaling: { factor: 4.0, original_max_position_embeddings: 32768, type: 'yarn' },
    },
    'yarn:scale=4',
    1e6,
    32768,
  ],
  [
    'Phi-3-mini-128k',
    {
      max_position_embeddings: 131072,
      original_max_position_embeddings: 4096,
      rope_theta: 10000.0,
      rope_scaling: {
        type: 'longrope',
        short_factor: new Array<number>(48).fill(1),
        long_factor: new Array<number>(48).fill(2),
      },
    },
    'longrope:factors=longrope.json',
    1e4,
    4096,
  ],
  [
    'transformers 5 keys',
    { max_position_embeddings: 4096, rope_parameters: { rope_type: 'default', rope_theta: 10000 } },
    'none',
    1e4,
    4096,
  ],
  ['no scaling', { max_position_embeddings: 2048, rope_scaling: null }, 'none', null, 2048],
  [
    'dynamic',
    { max_position_embeddings: 2048, rope_scaling: { type: 'dynamic', factor: 2 } },
    'dynamic-ntk:factor=2',
    null,
    2048,
  ],
  [
    'one kind of layer of Gemma-4',
    {
      max_position_embeddings: 131072,
      rope_parameters: { rope_type: 'proportional', partial_rotary_factor: 0.25, rope_theta: 1e6 },
    },
    'p-rope:keep=0.25',
    1e6,
    131072,
  ],
]

describe('fromHuggingFaceRopeScaling', () => {
  it.each(published)('reads %s', (_, config, spec, ropeBase, trained) => {
    const stated = valueOf(fromHuggingFaceRopeScaling(config))
    expect(formatExtensionSpec(stated.extension)).toBe(spec)
    expect(stated).toMatchObject({ ropeBase, trainedContextTokens: trained })
  })

  it('gives Phi-3 its attention factor of 1.19024', () => {
    const phi = published.find(([model]) => model === 'Phi-3-mini-128k')?.[1]
    const stated = valueOf(fromHuggingFaceRopeScaling(phi))
    expect(JSON.parse(stated.fileText ?? '')).toMatchObject({
      factor: 32,
      original_max_position_embeddings: 4096,
    })
    const geometry = { rotaryDimensions: 96, ropeBase: 1e4, trainedContextTokens: 4096 }
    const written = valueOf(toHuggingFaceRopeScaling(stated.extension, geometry, 131072, stated.fileText))
    expect(written.rope_scaling?.attention_factor).toBeCloseTo(1.1902381, 7)
    expect(written.max_position_embeddings).toBe(131072)
  })

  it('takes the scale of YaRN from the lengths where no factor is given', () => {
    const stated = valueOf(
      fromHuggingFaceRopeScaling({
        max_position_embeddings: 65536,
        rope_scaling: { rope_type: 'yarn', original_max_position_embeddings: 4096 },
      }),
    )
    expect(formatExtensionSpec(stated.extension)).toBe('yarn:scale=16')
  })

  it('computes the ratio of mscale and mscale_all_dim; an attention factor comes before it', () => {
    const yarn = { rope_type: 'yarn', factor: Math.exp(10), original_max_position_embeddings: 4096 }
    const factorOf = (extra: object) => {
      const { extension } = valueOf(fromHuggingFaceRopeScaling({ rope_scaling: { ...yarn, ...extra } }))
      return extension.kind === 'yarn' ? extension.attentionFactor : undefined
    }
    // ln s = 10: (0.1 * 3 * 10 + 1) / (0.1 * 1 * 10 + 1) = 4 / 2.
    expect(factorOf({ mscale: 3, mscale_all_dim: 1 })).toBeCloseTo(2, 12)
    expect(factorOf({ mscale: 3, mscale_all_dim: 0 })).toBeNull()
    expect(factorOf({ mscale: 3, mscale_all_dim: 1, attention_factor: 1.5 })).toBe(1.5)
  })

  it.each([
    [
      { rope_scaling: { rope_type: 'yarn', factor: 32, truncate: false } },
      'truncate=false leaves the correction dimensions unrounded, which yarn here always rounds, as llama.cpp does. ' +
        'Write its frequencies to a file for custom, or leave truncate out to compare what llama.cpp runs.',
    ],
    [
      { rope_scaling: { type: 'dual-chunk' } },
      'Unknown rope_type: dual-chunk. Expected default, linear, dynamic, yarn, llama3, longrope or proportional. Check the spelling.',
    ],
    [
      {
        rope_parameters: {
          full_attention: { rope_type: 'default' },
          chunked_attention: { rope_type: 'linear', factor: 2 },
        },
      },
      'chunked_attention is scaled too (linear); an extension changes the layers that see everything and leaves windows to the file. ' +
        'Give the entry of full_attention alone as rope_parameters to compare that.',
    ],
    [
      { rope_scaling: { rope_type: 'proportional', factor: 8 } },
      'proportional with factor 8 divides the kept frequencies, which p-rope does not.',
    ],
  ])('says why %o has no extension here', (config, reason) => {
    expect(fromHuggingFaceRopeScaling(config)).toEqual({ kind: 'inexpressible', reason })
  })

  it.each([
    [
      { rope_scaling: { type: 'linear' } },
      'Missing from a config of rope_type linear: factor. Expected a value. Add it to the config.',
    ],
    [
      { rope_scaling: { type: 'linear', factor: 'four' } },
      'A Hugging Face config that is not usable at rope_scaling.factor: Invalid input: expected number, received string. ' +
        'Expected the keys of a config.json. Correct the config.',
    ],
    [
      'rope',
      'A Hugging Face config that is not usable at its top: Invalid input: expected object, received string. ' +
        'Expected the keys of a config.json. Correct the config.',
    ],
    [
      { rope_scaling: { type: 'linear', factor: 0.5 } },
      'Out of range: scale=0.5 in extension linear:scale=0.5. Expected a number of at least 1, or auto. Correct the value.',
    ],
  ])('refuses %o', (config, message) => {
    expect(() => fromHuggingFaceRopeScaling(config)).toThrow(
      expect.objectContaining({ code: 'extension.invalid', message }),
    )
  })

  it('reads llama3 into the divisors of Llama-3.1', () => {
    const stated = valueOf(fromHuggingFaceRopeScaling(published[0][1]))
    expectSameTable('llama3:factor=8', null, stated, llama31, 16384)
  })
})

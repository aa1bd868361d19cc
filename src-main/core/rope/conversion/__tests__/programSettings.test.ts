import { describe, expect, it } from 'vitest'
import { formatExtensionSpec } from '../../spec/formatExtensionSpec'
import { readStatedExtension } from '../readStatedExtension'
import { valueOf } from './roundTrip'

const kcpps = (settings: object) =>
  JSON.stringify({
    model_param: 'model.gguf',
    contextsize: 8192,
    gpulayers: 99,
    flashattention: true,
    overridenativecontext: 0,
    nommap: false,
    ...settings,
  })

const lmStudio = (fields: readonly object[]) =>
  JSON.stringify({ preset: '', operation: { fields: [] }, load: { fields } })

const field = (key: string, value: unknown) => ({ key: `llm.load.${key}`, value })

const lengths = (key: string, tokens: number) =>
  `Left out: ${key} ${tokens} (the set-up has context lengths of its own).`

describe('settings files of other programs', () => {
  it.each([
    [
      'koboldcpp',
      kcpps({ ropeconfig: [0.25, 10000] }),
      'linear:scale=4',
      1e4,
      [lengths('contextsize', 8192), 'Left out: 3 settings about other things than positions.'],
    ],
    [
      'koboldcpp, base alone',
      kcpps({ ropeconfig: [1, 32000], contextsize: 0, model_param: '', gpulayers: 0, flashattention: false }),
      'base:base=32000',
      null,
      [],
    ],
    [
      'LM Studio',
      lmStudio([
        field('contextLength', 16384),
        field('llama.ropeFrequencyBase', { checked: true, value: 1_000_000 }),
        field('llama.ropeFrequencyScale', { checked: true, value: 0.5 }),
        field('llama.flashAttention', true),
      ]),
      'linear:scale=2',
      1e6,
      [lengths('llm.load.contextLength', 16384), 'Left out: 1 setting about other things than positions.'],
    ],
    [
      'LM Studio, unchecked',
      lmStudio([
        field('contextLength', 4096),
        field('llama.ropeFrequencyBase', { checked: false, value: 1_000_000 }),
      ]),
      'native',
      null,
      [lengths('llm.load.contextLength', 4096)],
    ],
    [
      'an older preset of LM Studio',
      JSON.stringify({ load_params: { n_ctx: 1500, rope_freq_base: 0, rope_freq_scale: 0.125 } }),
      'linear:scale=8',
      null,
      [lengths('n_ctx', 1500)],
    ],
    [
      'llama-cpp-python',
      JSON.stringify({ n_ctx: 8192, rope_scaling_type: 2, rope_freq_scale: 0.25, yarn_orig_ctx: 2048 }),
      'yarn:scale=4',
      null,
      [lengths('n_ctx', 8192)],
    ],
    [
      "Ollama's API",
      JSON.stringify({ model: 'llama3', options: { num_ctx: 4096, rope_frequency_base: 500000 } }),
      'base:base=500000',
      null,
      [lengths('num_ctx', 4096), 'Left out: 1 setting about other things than positions.'],
    ],
    [
      "Ollama's Modelfile",
      'FROM ./model.gguf\n# longer\nPARAMETER num_ctx 32768\nparameter rope_frequency_scale 0.5\nPARAMETER temperature 0.7\n' +
        'SYSTEM """\nPARAMETER rope_frequency_base 7\n"""\n',
      'linear:scale=2',
      null,
      [lengths('num_ctx', 32768), 'Left out: 1 setting about other things than positions.'],
    ],
    [
      'MLX',
      '{"model_type":"llama","rope_theta":10000,"rope_traditional":true,"rope_scaling":{"type":"linear","factor":4}}',
      'linear:scale=4',
      1e4,
      ['Left out, as the model file decides it: rope_traditional.'],
    ],
  ])('%s', (_, text, spec, ropeBase, notes) => {
    const conversion = readStatedExtension(text)
    const stated = valueOf(conversion)
    expect(formatExtensionSpec(stated.extension)).toBe(spec)
    expect(stated.ropeBase).toBe(ropeBase)
    expect(conversion).toMatchObject({ notes })
  })

  it('reads what llama-cpp-python says of its YaRN', () => {
    const settings = { rope_scaling_type: 2, rope_freq_scale: 0.25, yarn_orig_ctx: 2048, yarn_beta_fast: 16 }
    expect(valueOf(readStatedExtension(JSON.stringify(settings)))).toMatchObject({
      extension: { kind: 'yarn', scale: 4, betaFast: 16 },
      trainedContextTokens: 2048,
    })
  })

  it('refuses by name what the program would choose, and what it does not know', () => {
    expect(readStatedExtension(kcpps({ ropeconfig: [0, 10000] }))).toEqual({
      kind: 'inexpressible',
      reason: expect.stringMatching(/^--ropeconfig 0 lets koboldcpp choose the base by its context size/),
    })
    expect(() => readStatedExtension(kcpps({ ropeconfig: [1, 10000], overridenativecontext: 8192 }))).toThrow(
      expect.objectContaining({
        code: 'extension.invalid',
        message:
          'Setting about positions that no extension stands for: overridenativecontext 8192. Expected a RoPE base, scale or YaRN ' +
          'setting of llama.cpp. Take it out if it does not change rotations, or give the base and scale that the program chose.',
      }),
    )
    expect(() => readStatedExtension('FROM a\nPARAMETER rope_magic 3')).toThrow(
      /no extension stands for: rope_magic 3\./,
    )
    expect(() => readStatedExtension('FROM a\nPARAMETER rope_frequency_base much')).toThrow(
      'Not a value of --rope-freq-base: much. Expected a number. Correct the flag.',
    )
  })
})

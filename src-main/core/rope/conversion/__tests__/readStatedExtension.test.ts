import { describe, expect, it } from 'vitest'
import { formatExtensionSpec } from '../../spec/formatExtensionSpec'
import { readStatedExtension } from '../readStatedExtension'
import { valueOf } from './roundTrip'

const yarn = '{"rope_type":"yarn","factor":4.0,"original_max_position_embeddings":32768}'

describe('what is read', () => {
  it.each([
    [
      '{"text_config":{"rope_theta":1000000.0,"max_position_embeddings":131072,"rope_scaling":{"factor":8.0,"rope_type":"linear"}}}',
      ['linear:scale=8', 1e6, null],
    ],
    [`{"text_config":{"rope_parameters":${yarn}}}`, ['yarn:scale=4', null, 32768]],
    [
      '{"rope_type":"llama3","factor":16.0,"low_freq_factor":1.0,"high_freq_factor":1.0,"original_max_position_embeddings":8192}',
      ['llama3:factor=16,highFrequencyFactor=1,originalContext=8192', null, 8192],
    ],
    [
      '--override-kv llama.rope.scaling.type=str:yarn,llama.rope.scaling.factor=float:4',
      ['yarn:scale=4', null, null],
    ],
    ['--ropeconfig 0.25 10000', ['linear:scale=4', 1e4, null]],
    ['--ropeconfig 1.0 32000', ['base:base=32000', null, null]],
    ['python server.py --compress_pos_emb 4', ['linear:scale=4', null, null]],
    ['python server.py --alpha_value 2 --rope_freq_base 26000', ['base:base=26000', null, null]],
    [`--hf-overrides '{"rope_parameters":${yarn}}'`, ['yarn:scale=4', null, 32768]],
    [
      '--hf-overrides.rope_parameters.rope_type linear --hf-overrides.rope_parameters.factor 2',
      ['linear:scale=2', null, null],
    ],
    [`vllm serve Qwen/Qwen3-8B --rope-scaling '${yarn}'`, ['yarn:scale=4', null, 32768]],
    [
      `vllm serve Qwen/Qwen3-8B --rope-scaling "${yarn.replaceAll('"', '\\"')}"`,
      ['yarn:scale=4', null, 32768],
    ],
    [
      'llama-server -m model.gguf --rope-scaling yarn --rope-scale 4 --yarn-orig-ctx 4096',
      ['yarn:scale=4', null, 4096],
    ],
    ['./llama-cli \\\n  --rope-scaling linear \\\n  --rope-scale=8', ['linear:scale=8', null, null]],
    ['llama-cli.exe ^\r\n  --rope-scale 8', ['linear:scale=8', null, null]],
    ['LLAMA_ARG_ROPE_SCALING_TYPE=yarn LLAMA_ARG_ROPE_SCALE=4 llama-server', ['yarn:scale=4', null, null]],
    [
      "{'rope_scaling': {'type': 'linear', 'factor': 8.0, 'finetuned': True}, 'rope_theta': None}",
      ['linear:scale=8', null, null],
    ],
    [
      '\uFEFF{\n  // the length\n  "rope_scaling": {"type": "linear", "factor": 8,}, /* end */\n}',
      ['linear:scale=8', null, null],
    ],
    ['"rope_scaling": {"type": "linear", "factor": 8},', ['linear:scale=8', null, null]],
    ['```json\n{"type": "linear", "factor": 8}\n```', ['linear:scale=8', null, null]],
    ['ntk:scale=2', ['ntk:scale=2', null, null]],
  ])('%s', (text, [spec, ropeBase, trained]) => {
    const stated = valueOf(readStatedExtension(text))
    expect(formatExtensionSpec(stated.extension)).toBe(spec)
    expect(stated).toMatchObject({ ropeBase, trainedContextTokens: trained })
  })

  it('takes the base of alpha as text-generation-webui documents it', () => {
    const { extension } = valueOf(readStatedExtension('--alpha_value 2.5'))
    // 10000 * 2.5 ** (64 / 63) in Python.
    expect(extension).toMatchObject({ kind: 'base', base: expect.closeTo(25_366.3, 0) })
  })

  it('takes the factor of short_mscale and long_mscale where they agree', () => {
    const config = (long: number) =>
      JSON.stringify({
        max_position_embeddings: 131072,
        original_max_position_embeddings: 4096,
        rope_scaling: {
          type: 'longrope',
          short_factor: [1],
          long_factor: [4],
          short_mscale: 1.25,
          long_mscale: long,
        },
      })
    expect(JSON.parse(valueOf(readStatedExtension(config(1.25))).fileText ?? '')).toMatchObject({
      attention_factor: 1.25,
    })
    expect(readStatedExtension(config(1.5))).toEqual({
      kind: 'inexpressible',
      reason: 'short_mscale 1.25 and long_mscale 1.5 differ; longrope here has one factor.',
    })
  })
})

describe('a scaling parted by kinds of layers', () => {
  const plainWindow = { rope_type: 'default', rope_theta: 10000 }
  const scaled = { rope_type: 'linear', factor: 8, rope_theta: 1_000_000 }

  it('is that of the layers that see everything, where windows are plain', () => {
    const parameters = { full_attention: scaled, sliding_attention: plainWindow }
    for (const text of [{ rope_parameters: parameters, max_position_embeddings: 131072 }, parameters])
      expect(readStatedExtension(JSON.stringify(text))).toMatchObject({
        kind: 'expressed',
        value: { extension: { kind: 'linear', scale: 8 }, ropeBase: 1e6 },
        notes: expect.arrayContaining([
          'Read from full_attention. Layers of sliding_attention keep the rotation of the model file (base 10000 in the config).',
        ]) as string[],
      })
  })

  it.each([
    [
      { full_attention: scaled, sliding_attention: { rope_type: 'yarn', factor: 2 } },
      'sliding_attention is scaled too (yarn); an extension changes the layers that see everything and leaves windows to the file. ' +
        'Give the entry of full_attention alone as rope_parameters to compare that.',
    ],
    [
      { full_attention: scaled, compressed: plainWindow },
      'Layers of the kind compressed have a table of their own; an extension changes the layers that see everything. ' +
        'Give the entry of one kind alone as rope_parameters.',
    ],
    [
      { sliding_attention: plainWindow },
      'Only sliding_attention is given; an extension changes the layers that see everything. Add full_attention.',
    ],
  ])('is refused by name otherwise: %o', (parameters, reason) => {
    expect(readStatedExtension(JSON.stringify({ rope_parameters: parameters }))).toEqual({
      kind: 'inexpressible',
      reason,
    })
  })
})

describe('two values for one thing', () => {
  const types = (newer: string, older: string) =>
    JSON.stringify({ rope_type: newer, type: older, factor: 4, original_max_position_embeddings: 4096 })

  it('are refused where they are types that differ', () => {
    expect(() => readStatedExtension(types('yarn', 'linear'))).toThrow(
      expect.objectContaining({
        code: 'extension.invalid',
        message:
          'Two types of one scaling: rope_type yarn and type linear. Expected one, or both alike. ' +
          'Take out the one that the model was not made with.',
      }),
    )
    expect(valueOf(readStatedExtension(types('yarn', 'yarn'))).extension.kind).toBe('yarn')
    expect(
      valueOf(readStatedExtension('{"rope_type":"default","type":"mrope","mrope_section":[16,24,24]}'))
        .extension.kind,
    ).toBe('none')
  })

  it('are told where transformers takes one of them', () => {
    const phi = {
      rope_type: 'longrope',
      type: 'su',
      short_factor: [1],
      long_factor: [4],
      short_mscale: 1.5,
      long_mscale: 1.5,
      attention_factor: 1.25,
    }
    const conversion = readStatedExtension(
      JSON.stringify({
        max_position_embeddings: 131072,
        original_max_position_embeddings: 4096,
        rope_scaling: phi,
      }),
    )
    expect(conversion).toMatchObject({
      notes: expect.arrayContaining([
        'attention_factor 1.25 counts, long_mscale 1.5 beside it does not.',
      ]) as string[],
    })
    expect(JSON.parse(valueOf(conversion).fileText ?? '')).toMatchObject({ attention_factor: 1.25 })
    const yarnTwice = {
      original_max_position_embeddings: 8192,
      rope_scaling: { rope_type: 'yarn', factor: 16, original_max_position_embeddings: 4096 },
    }
    expect(readStatedExtension(JSON.stringify(yarnTwice))).toMatchObject({
      value: { trainedContextTokens: 8192 },
      notes: [
        'original_max_position_embeddings is 8192 beside the scaling and 4096 in it; the first counts, as in transformers.',
      ],
    })
  })
})

describe('what is left out is named', () => {
  it.each([
    [
      '{"type":"mrope","mrope_section":[16,24,24]}',
      ['mrope counts text, height and width apart; in a text all three are the same: plain RoPE.'],
    ],
    ['{"type":"linear","factor":8,"beta_fast":32}', ['Left out, as linear does not use it: beta_fast.']],
    [
      '{"max_position_embeddings":8192,"partial_rotary_factor":0.5,"rope_scaling":{"type":"linear","factor":4}}',
      [
        'Left out, as the model file decides it: partial_rotary_factor.',
        'Left out, as linear does not use it: max_position_embeddings.',
      ],
    ],
    [
      'llama-server -m a.gguf -c 8192 --rope-scale 4',
      ['Left out: -m, -c 8192 (the set-up has context lengths of its own).'],
    ],
    ['--rope-scale 4 -gan 1', ['Left out: -gan 1 (changes nothing).']],
    [
      '--override-kv llama.rope.scaling.factor=float:2,tokenizer.ggml.add_bos_token=bool:false',
      ['Left out: tokenizer.ggml.add_bos_token.'],
    ],
  ])('%s', (text, notes) => {
    expect(readStatedExtension(text)).toMatchObject({ kind: 'expressed', notes })
  })
})

describe('what no extension stands for is refused by name', () => {
  it.each([
    ['--ropeconfig 0 10000', /^--ropeconfig 0 lets koboldcpp choose/],
    ['-gan 4 -gaw 512', /^-gan 4 is Self-Extend/],
    [
      '--override-kv llama.rope.scaling.yarn_log_multiplier=float:0.1',
      /^llama\.rope\.scaling\.yarn_log_multiplier is a key about positions/,
    ],
    [`--rope-scale 4 --hf-overrides '{"rope_scaling":${yarn}}'`, /^A config and --rope-scale are both given/],
  ])('%s', (text, reason) => {
    expect(readStatedExtension(text)).toMatchObject({
      kind: 'inexpressible',
      reason: expect.stringMatching(reason),
    })
  })

  const noType =
    'A scaling factor without its type: rope_type is missing. Expected default, linear, dynamic, yarn, llama3, longrope or ' +
    'proportional beside factor. Add "rope_type", for instance "linear".'
  it.each([
    ['{"rope_scaling":{"factor":8.0}}', noType],
    ['{"factor":8.0,"original_max_position_embeddings":4096}', noType],
    [
      '{"type":"yarn","factor":4,"mscale_al_dim":1}',
      'Unknown key about positions: mscale_al_dim in a scaling of type yarn. Expected the keys that transformers reads. ' +
        'Correct it, or take it out if it does not change rotations.',
    ],
    [
      '{"rope_theta":10000,"use_dynamic_ntk":true}',
      'Unknown key about positions: use_dynamic_ntk. Expected the keys that transformers reads. ' +
        'Correct it, or take it out if it does not change rotations.',
    ],
    [
      '--position-shift 3',
      'Unknown flag about positions: --position-shift. Expected a RoPE flag of llama.cpp, koboldcpp, text-generation-webui ' +
        'or vLLM. Leave it out if it does not change rotations.',
    ],
    [
      '--override-kv llama.rope.scaling.factor=4',
      'Not a value of --override-kv: llama.rope.scaling.factor=4. Expected KEY=TYPE:VALUE with int, float, bool or str. Correct the flag.',
    ],
    [
      '--hf-overrides {rope',
      'Not a value of --hf-overrides: {rope. Expected JSON. Put it into single quotes.',
    ],
  ])('%s', (text, message) => {
    expect(() => readStatedExtension(text)).toThrow(
      expect.objectContaining({ code: 'extension.invalid', message }),
    )
  })
})

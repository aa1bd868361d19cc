/** `native` and the spec that is said to equal it: the same numbers from the running engine, for every rule of rotation. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateRotationModel } from '../../../tools/reference'
import type { RotationModel } from '../../../tools/reference'
import type { EngineClient, LoadedModel } from '../../contract'
import { startRealEngine } from './startedEngine'
import type { StartedEngine } from './startedEngine'

const folder = mkdtempSync(join(tmpdir(), 'ropewalk-rotation-'))
let engine: StartedEngine
let client: EngineClient
beforeAll(async () => {
  engine = await startRealEngine()
  client = engine.client
})
afterAll(async () => {
  await engine.host.stop()
  rmSync(folder, { recursive: true })
})

const f32 = (value: number) => ({ type: 'f32', value }) as const
const u32 = (value: number) => ({ type: 'u32', value }) as const
const scaling = (type: string, factor: number) =>
  ({
    'rope.scaling.type': { type: 'string', value: type },
    'rope.scaling.factor': f32(factor),
    'rope.scaling.original_context_length': u32(128),
  }) as const
const yarn = scaling('yarn', 8)
const windows = { 'attention.sliding_window': u32(32), 'attention.sliding_window_pattern': u32(2) } as const

// The factors are by hand from docs/native-rotation.md: 0.1 ln 8 + 1 = 1.2079442, of the multiplier 0.5 it is 1.1039721.
const cases: [name: string, model: RotationModel, equal: string | null][] = [
  ['yarn', { architecture: 'llama', keys: yarn }, 'yarn:scale=8'],
  [
    'attn_factor',
    { architecture: 'llama', keys: { ...yarn, 'rope.scaling.attn_factor': f32(0.5) } },
    'yarn:scale=8,attentionFactor=0.60397208',
  ],
  ['linear', { architecture: 'llama', keys: scaling('linear', 4) }, 'linear:scale=4'],
  ['no scaling', { architecture: 'llama', keys: scaling('none', 4) }, 'none'],
  [
    'a factor of length alone',
    { architecture: 'llama', keys: { 'rope.scaling.attn_factor': f32(1.5) } },
    null,
  ],
  [
    'betas that are not read',
    { architecture: 'llama', keys: { ...yarn, 'rope.scaling.yarn_beta_fast': f32(4) } },
    'yarn:scale=8',
  ],
  [
    'mistral3 log multiplier',
    { architecture: 'mistral3', keys: { ...yarn, 'rope.scaling.yarn_log_multiplier': f32(1) } },
    'yarn:scale=8,attentionFactor=1',
  ],
  [
    'mistral3 betas',
    {
      architecture: 'mistral3',
      keys: {
        ...yarn,
        'rope.scaling.yarn_log_multiplier': f32(0.5),
        'rope.scaling.yarn_beta_fast': f32(8),
        'rope.scaling.yarn_beta_slow': f32(2),
      },
    },
    'yarn:scale=8,betaFast=8,betaSlow=2,attentionFactor=1.09418',
  ],
  ['grok', { architecture: 'grok', keys: yarn }, 'yarn:scale=8,betaFast=8'],
  [
    'grok without a ramp',
    { architecture: 'grok', keys: { ...yarn, 'rope.scaling.yarn_ext_factor': f32(0) } },
    'linear:scale=8',
  ],
  [
    'grok with half a ramp',
    { architecture: 'grok', keys: { ...yarn, 'rope.scaling.yarn_ext_factor': f32(0.5) } },
    null,
  ],
  [
    'deepseek2',
    { architecture: 'deepseek2', keys: { ...yarn, 'rope.scaling.yarn_log_multiplier': f32(0.0707) } },
    'yarn:scale=8,attentionFactor=1',
  ],
  [
    'mistral4',
    { architecture: 'mistral4', keys: { ...yarn, 'rope.scaling.yarn_log_multiplier': f32(0.05) } },
    'yarn:scale=8,attentionFactor=1.09418',
  ],
  ['hunyuan alpha', { architecture: 'hunyuan-dense', keys: { 'rope.scaling.alpha': f32(50) } }, 'none'],
  ['olmo2 windows', { architecture: 'olmo2', keys: { ...yarn, ...windows } }, 'yarn:scale=8'],
  ['gemma2 windows', { architecture: 'gemma2', keys: { ...yarn, ...windows } }, 'yarn:scale=8'],
  [
    'gemma3 windows',
    { architecture: 'gemma3', keys: { ...scaling('linear', 8), ...windows } },
    'linear:scale=8',
  ],
  [
    'longrope',
    {
      architecture: 'llama',
      keys: { ...scaling('longrope', 1), 'rope.scaling.attn_factor': f32(1.2) },
      factors: {
        'rope_factors_long.weight': [1, 1.5, 2, 3, 4, 6, 8, 8],
        'rope_factors_short.weight': [1, 1, 1, 1.1, 1.1, 1.2, 1.2, 1.3],
      },
    },
    null,
  ],
]

async function measure(model: LoadedModel, extension: string, contextTokens: number): Promise<Float64Array> {
  const session = await client.openSession({
    modelId: model.modelId,
    contextTokens,
    extension,
    cacheType: 'f32',
    flashAttention: false,
  })
  try {
    const tokens = Int32Array.from({ length: 200 }, (_, i) => (i * 7919 + ((i * i) % 31)) % 256)
    const { nllNats } = await client.evaluate({
      sessionId: session.sessionId,
      tokens,
      score: { first: 0, end: tokens.length },
    })
    return nllNats
  } finally {
    await client.closeSession({ sessionId: session.sessionId })
  }
}

/** Of the NLL in nats; position 0 has none. */
function listDifferences(left: Float64Array, right: Float64Array): number[] {
  return Array.from(left.subarray(1), (value, i) => Math.abs(value - right[i + 1]))
}

function findGreatestDifference(left: Float64Array, right: Float64Array): number {
  return Math.max(...listDifferences(left, right))
}

function findMeanDifference(left: Float64Array, right: Float64Array): number {
  const differences = listDifferences(left, right)
  return differences.reduce((total, difference) => total + difference, 0) / differences.length
}

it.each(cases)('%s', async (name, file, equal) => {
  const path = await generateRotationModel(join(folder, `${name.replaceAll(' ', '-')}.gguf`), file)
  const model = await client.loadModel({ path })
  try {
    expect(model.description.nativeEquivalent).toBe(equal)
    // Opening compares each running layer with the metadata, on both sides of longrope's switch.
    const native = await measure(model, 'native', 512)
    const short = await measure(model, 'native', 256)
    expect(native).toHaveLength(200)
    if (equal === null) {
      expect(findGreatestDifference(native, await measure(model, 'none', 512))).toBeGreaterThan(1e-2)
      expect(short).toHaveLength(200)
      return
    }
    const equated = await measure(model, equal, 512)
    expect(findMeanDifference(native, equated)).toBeLessThan(1e-4)
    // One token may be off by more: binary32 angles, and a router of experts that multiplies their last bit.
    expect(findGreatestDifference(native, equated)).toBeLessThan(1e-3)
    // The comparison can fail: another scale is seen.
    expect(findGreatestDifference(native, await measure(model, 'linear:scale=3', 512))).toBeGreaterThan(1e-2)
  } finally {
    await client.unloadModel({ modelId: model.modelId })
  }
})

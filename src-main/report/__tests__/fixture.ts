/** A made-up experiment with the shape of the sample models' effects; every number follows from its position. */
import {
  experimentSpecSchema,
  manifestSchema,
  type Cell,
  type CellKey,
  type ExperimentSpec,
  type FinishedCell,
  type NamedTensor,
} from '../../contract'
import { computeDistanceEdges } from '../../core/attention'
import type { ReportSource } from '../source'

const LAYERS = 4
const HEADS = 4
const TRAINED = 256

export interface FixtureOptions {
  readonly title?: string
  readonly models?: ExperimentSpec['models']
  readonly extensions?: readonly string[]
  readonly contexts?: readonly number[]
  readonly tasks?: readonly object[]
  /** Cells that fail instead. */
  readonly fails?: (key: CellKey) => boolean
}

const PERPLEXITY = { kind: 'perplexity', text: 'corpora/held-out.txt', protocol: 'full-window', windows: 6 }
const PASSKEY = { kind: 'passkey', depths: [0, 25, 50, 75, 100], repeats: 4 }

const MODELS: ExperimentSpec['models'] = [
  { path: 'models/base.gguf', label: 'base' },
  { path: 'models/ntk-short.gguf', label: 'ntk short', extensions: ['native'] },
  { path: 'models/ntk-long.gguf', label: 'ntk long', extensions: ['native'] },
]

export function createFixture(options: FixtureOptions = {}): ReportSource {
  const spec = experimentSpecSchema.parse({
    format: 'ropewalk-experiment',
    version: 1,
    title: options.title ?? 'Four extensions on a small model',
    models: options.models ?? MODELS,
    extensions: options.extensions ?? [
      'none',
      'linear:scale=auto',
      'ntk:scale=auto',
      'yarn:scale=auto',
      'base:base=91896',
    ],
    contexts: options.contexts ?? [256, 512, 1024, 2048],
    tasks: options.tasks ?? [PERPLEXITY, PASSKEY],
  })
  const fails = options.fails ?? (() => false)
  const cells = listKeys(spec).map((key) => (fails(key) ? toFailed(key) : toFinished(key, spec)))
  const failed = cells.filter(({ status }) => status === 'failed').length
  const manifest = manifestSchema.parse({
    format: 'ropewalk',
    version: { major: 1, minor: 0 },
    appVersion: '0.1.0',
    createdAt: '2026-11-24T10:00:00Z',
    spec,
    models: spec.models.map((model, index) => describeModel(model, index)),
    corpora: [{ path: 'corpora/held-out.txt', sha256: 'c'.repeat(64), bytes: 123456 }],
    engine: {
      llamaRelease: 'b6000',
      backend: 'cpu',
      devices: [],
      kernelInstructions: 'avx2',
      cpuModel: 'A processor',
      threads: 2,
    },
    appliedExtensions: spec.models.flatMap((entry, model) =>
      (entry.extensions ?? spec.extensions).flatMap((extension) =>
        spec.contexts.map((contextTokens) => ({
          model,
          extension,
          contextTokens,
          resolvedExtension: extension.replace('auto', String(Math.max(1, contextTokens / TRAINED))),
          inverseFrequencies: extension === 'native' ? null : frequenciesOf(extension),
          attentionFactor: extension.startsWith('yarn') ? 1.1 : 1,
          rotatedLayers: [0, 1, 2, 3],
          unrotatedLayers: [],
          slidingWindowLayers: [],
        })),
      ),
    ),
    cells: { planned: cells.length, done: cells.length - failed, failed },
    parts: {},
  })
  return {
    manifest,
    cells,
    warnings: [],
    readTensors: (cell) => Promise.resolve(cell.status === 'done' ? tensorsOf(cell) : []),
  }
}

function describeModel(model: ExperimentSpec['models'][number], index: number) {
  return {
    label: model.label ?? model.path,
    path: model.path,
    sha256: String(index).repeat(64),
    fileBytes: 1_900_000,
    architecture: 'llama',
    quantization: 'F16',
    layerCount: LAYERS,
    headCount: HEADS,
    keyValueHeadCount: HEADS,
    headDimensions: 32,
    vocabularySize: 1024,
    rotary: {
      rotaryDimensions: 32,
      ropeBase: index === 0 ? 10000 : 91896,
      trainedContextTokens: index === 2 ? 1024 : TRAINED,
    },
    declaredContextTokens: index === 2 ? 1024 : TRAINED,
    nativeEquivalent: 'none',
  }
}

function frequenciesOf(extension: string): number[] {
  const base = extension.startsWith('base') ? 91896 : 10000
  return Array.from({ length: 16 }, (_, j) => base ** (-j / 16))
}

function listKeys(spec: ExperimentSpec): CellKey[] {
  return spec.models.flatMap((entry, model) =>
    spec.contexts.flatMap((contextTokens) =>
      (entry.extensions ?? spec.extensions).flatMap((extension) =>
        spec.tasks.flatMap((task, index) => {
          const at = { model, task: index, extension, contextTokens }
          const prefix = `m${model}/${extension}/n${contextTokens}/t${index}`
          if (task.kind === 'perplexity')
            return Array.from({ length: task.windows }, (_, window): CellKey => {
              return { ...at, id: `${prefix}/w${window}`, item: { kind: 'window', window } }
            })
          if (task.kind === 'ruler')
            return task.subtasks.flatMap((subtask) =>
              Array.from({ length: task.samples }, (_, sample): CellKey => {
                return {
                  ...at,
                  id: `${prefix}/${subtask}/s${sample}`,
                  item: { kind: 'sample', subtask, sample },
                }
              }),
            )
          return task.depths.flatMap((depthPercent) =>
            Array.from({ length: task.repeats }, (_, repeat): CellKey => {
              const id = `${prefix}/d${depthPercent}/r${repeat}`
              return { ...at, id, item: { kind: 'prompt', depthPercent, repeat } }
            }),
          )
        }),
      ),
    ),
  )
}

function toFailed(key: CellKey): Cell {
  const error = {
    code: 'memory.insufficient' as const,
    message: 'Not enough memory: 9 GB needed. Expected 4 GB or less. Lower the context length.',
    details: {},
  }
  return { ...key, resolvedExtension: key.extension, attentionFactor: 1, status: 'failed', error }
}

/** How much a variant suffers per doubling beyond the trained length: none most, yarn least. */
function strainOf({ extension, model }: CellKey): number {
  if (model === 2) return 0.05
  const strains: Readonly<Record<string, number>> = { none: 0.3, linear: 0.45, ntk: 0.14, yarn: 0.06 }
  return strains[extension.split(':')[0]] ?? 0.2
}

function toFinished(key: CellKey, spec: ExperimentSpec): FinishedCell {
  const { contextTokens, item } = key
  const { repeat, depthPercent } =
    item.kind === 'prompt'
      ? item
      : { repeat: item.kind === 'window' ? item.window : item.sample, depthPercent: 40 }
  const doublings = Math.max(0, Math.log2(contextTokens / TRAINED))
  const strain = strainOf(key) * doublings
  const entropy = Math.min(3.4 + 0.9 * strain + 0.3 * doublings, Math.log(contextTokens))
  const edges = computeDistanceEdges(contextTokens)
  const observation = {
    queries: item.kind === 'window' ? contextTokens : 6,
    meanEntropyNats: entropy - 1 + 0.02 * repeat,
    meanNormalizedEntropy: entropy / Math.log(contextTokens),
    lastQueryEntropyNats: entropy,
    firstTokenMass: 0.2 / (1 + strain),
    sinkMass: 0.3 / (1 + strain),
    localMass: 0.5 / (1 + 0.2 * strain),
    distanceEdges: edges,
    distanceMass: meanMass(key, edges.length - 1),
    rowSumError: 1e-6,
  }
  const base = { ...key, resolvedExtension: key.extension, attentionFactor: 1, observation, tensors: [] }
  if (item.kind === 'window') {
    const meanNllNats = 3.28 + strain + 0.05 * item.window - 0.1
    const scoredTokens = contextTokens - 1
    return {
      ...base,
      status: 'done',
      outcome: {
        kind: 'perplexity',
        scoredTokens,
        sumNllNats: meanNllNats * scoredTokens,
        sumSquaredNllNats: 2 * meanNllNats ** 2 * scoredTokens,
        meanNllNats,
        positionBuckets: listBuckets(contextTokens, meanNllNats),
        lastTokens: { count: 64, sumNats: 64 * (meanNllNats - 0.1) },
      },
    }
  }
  const digits = spec.seed + repeat
  const hardness = strain + 0.12 * repeat + 0.1 * Math.abs(depthPercent - 50) * 0.01
  const passed = hardness < 0.55
  return {
    ...base,
    status: 'done',
    outcome: {
      kind: 'answer',
      promptTokens: contextTokens - 10,
      placedDepthPercent: depthPercent,
      // A haystack of a hundred tokens behind ten others.
      needle: { first: 10 + depthPercent, end: 30 + depthPercent },
      expected: String(12345 + digits),
      answerText: passed ? String(12345 + digits) : '00000',
      answerTokens: [1, 2, 3, 4, 5],
      stoppedBy: 'length',
      passed,
      score: passed ? 1 : 0,
      expectedLogProbability: passed ? -0.4 : -9,
      expectedTokens: 5,
      uncertainty: {
        entropyNats: entropy + 0.2 * hardness + 0.03 * repeat,
        entropyOfMeanNats: entropy + 0.8,
        normalizedEntropy: entropy / Math.log(contextTokens),
        prefillEntropyNats: entropy,
        perTokenEntropyNats: [-0.2, -0.1, 0, 0.1, 0.2].map(
          (step) => entropy + 0.2 * hardness + 0.03 * repeat + step,
        ),
      },
      needleMass: passed ? 0.12 : 0.01,
      attendedKeys: [
        { position: 0, weight: 0.3, word: '', copied: [] },
        {
          position: 20 + depthPercent,
          weight: passed ? 0.1 : 0.02,
          word: '12345.',
          copied: passed ? [{ token: 0, heads: 3 }] : [],
        },
        { position: 150, weight: 0.01, word: 'whale', copied: passed ? [] : [{ token: 1, heads: 2 }] },
      ],
    },
  }
}

/** Buckets 1, 2, 4, ... that double; the first half of the window is as likely as the second. */
function listBuckets(contextTokens: number, meanNllNats: number) {
  return Array.from({ length: Math.log2(contextTokens) }, (_, power) => {
    const first = 2 ** power
    return { first, end: 2 * first, count: first, sumNats: first * meanNllNats }
  })
}

function meanMass(key: CellKey, bins: number): number[] {
  const heads = Array.from({ length: LAYERS * HEADS }, (_, head) => headMass(key, bins, head))
  return Array.from(
    { length: bins },
    (_, bin) => heads.reduce((total, mass) => total + mass[bin], 0) / heads.length,
  )
}

/** Mass by distance of one head: a geometric fall that flattens with strain; sums to 1. */
function headMass(key: CellKey, bins: number, head: number): number[] {
  const doublings = Math.max(0, Math.log2(key.contextTokens / TRAINED))
  const window = key.item.kind === 'window' ? key.item.window : 0
  const fall = 0.55 + 0.03 * head + 0.35 * strainOf(key) * doublings + 0.01 * window
  const raw = Array.from({ length: bins }, (_, bin) => fall ** bin * (bin % (head + 2) === 0 ? 1.3 : 1))
  const total = raw.reduce((sum, value) => sum + value, 0)
  return raw.map((value) => value / total)
}

function tensorsOf(cell: FinishedCell): NamedTensor[] {
  const bins = cell.observation.distanceMass.length
  const heads = Array.from({ length: LAYERS * HEADS }, (_, head) => head)
  return [
    {
      name: 'distanceMass',
      unit: '1',
      dtype: 'f32',
      axes: ['layer', 'head', 'distance'],
      shape: [LAYERS, HEADS, bins],
      data: Float32Array.from(heads.flatMap((head) => headMass(cell, bins, head))),
    },
    {
      name: 'keyPositionEdges',
      unit: 'tokens',
      dtype: 'i32',
      axes: ['edge'],
      shape: [5],
      data: Int32Array.from([0, 1, 2, 3, 4], (quarter) => (quarter * cell.contextTokens) / 4),
    },
    {
      name: 'keyPositionMass',
      unit: '1',
      dtype: 'f32',
      axes: ['layer', 'head', 'keyPosition'],
      shape: [LAYERS, HEADS, 4],
      data: Float32Array.from(heads.flatMap(() => [0.4, 0.1, 0.2, 0.3])),
    },
    {
      name: 'meanEntropyNats',
      unit: 'nats',
      dtype: 'f32',
      axes: ['layer', 'head'],
      shape: [LAYERS, HEADS],
      data: Float32Array.from(heads, (head) => cell.observation.meanEntropyNats + 0.08 * (head - 7.5)),
    },
    ...(cell.outcome.kind === 'answer'
      ? [
          {
            name: 'retrievalScore',
            unit: '1',
            dtype: 'f32' as const,
            axes: ['layer', 'head'],
            shape: [LAYERS, HEADS],
            data: Float32Array.from(heads, (head) => (head % 5 === 3 ? 0.25 - 0.01 * head : 0)),
          },
        ]
      : []),
  ]
}

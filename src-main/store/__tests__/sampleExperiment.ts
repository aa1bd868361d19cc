/** A small experiment with every kind of cell, for tests: 2 layers x 3 heads, numbers made from the cell's index. */
import {
  experimentSpecSchema,
  FILE_FORMAT,
  FILE_MAJOR,
  FILE_MINOR,
  type AnswerOutcome,
  type Cell,
  type CellOutcome,
  type CellTiming,
  type ManifestDraft,
  type NamedTensor,
  type ObservationSummary,
  type PerplexityOutcome,
} from '../../contract'
import { openJournal, type JournalOptions } from '../journal/openJournal'

const LAYERS = 2
const HEADS = 3
const DISTANCE_EDGES = [0, 1, 2, 4, 8]

export interface SampleCell {
  readonly cell: Cell
  readonly tensors: readonly NamedTensor[]
  readonly timing: CellTiming
}

export const sampleSpec = experimentSpecSchema.parse({
  format: 'ropewalk-experiment',
  version: 1,
  title: 'Sample',
  models: [{ path: 'models/sample.gguf' }],
  extensions: ['none', 'yarn:scale=auto'],
  contexts: [256, 512],
  seed: 7,
  tasks: [
    { kind: 'perplexity', text: 'corpus.txt', windows: 2 },
    { kind: 'passkey', depths: [50], repeats: 1 },
  ],
})

/** Cells in plan order: two windows and a prompt per extension and context; the last cell failed. */
export const sampleCells: readonly SampleCell[] = sampleSpec.extensions
  .flatMap((extension) =>
    sampleSpec.contexts.flatMap((contextTokens) =>
      [0, 1, 2].map((item) => ({ extension, contextTokens, item })),
    ),
  )
  .map(({ extension, contextTokens, item }, index) => toSampleCell(extension, contextTokens, item, index))

export const sampleIds: readonly string[] = sampleCells.map(({ cell }) => cell.id)

export const sampleDraft: ManifestDraft = {
  format: FILE_FORMAT,
  version: { major: FILE_MAJOR, minor: FILE_MINOR },
  appVersion: '0.1.0',
  createdAt: '2026-11-24T08:00:00.000Z',
  spec: sampleSpec,
  models: [
    {
      label: 'sample',
      path: 'models/sample.gguf',
      sha256: 'a'.repeat(64),
      fileBytes: 1000,
      architecture: 'llama',
      quantization: 'F32',
      layerCount: LAYERS,
      headCount: HEADS,
      keyValueHeadCount: HEADS,
      headDimensions: 8,
      vocabularySize: 100,
      rotary: { rotaryDimensions: 8, ropeBase: 10000, trainedContextTokens: 256 },
      declaredContextTokens: 256,
      nativeEquivalent: 'none',
    },
  ],
  corpora: [{ path: 'corpus.txt', sha256: 'b'.repeat(64), bytes: 5000 }],
  engine: {
    llamaRelease: 'b1234',
    backend: 'cpu',
    devices: [],
    kernelInstructions: 'avx2',
    cpuModel: 'sample',
    threads: 2,
  },
  appliedExtensions: [
    {
      model: 0,
      extension: 'none',
      contextTokens: 256,
      resolvedExtension: 'none',
      inverseFrequencies: [1, 0.1, 0.01, 0.001],
      attentionFactor: 1,
      rotatedLayers: [0, 1],
      unrotatedLayers: [],
      slidingWindowLayers: [],
    },
  ],
  cells: {
    planned: sampleCells.length,
    done: sampleCells.filter(({ cell }) => cell.status === 'done').length,
    failed: sampleCells.filter(({ cell }) => cell.status === 'failed').length,
  },
}

export const sampleOptions: JournalOptions = { spec: sampleSpec, plannedCellIds: sampleIds, mode: 'new' }

/** Writes the whole sample to `path`, with changed cells or draft where given. */
export async function writeSample(
  path: string,
  change: { readonly cells?: readonly SampleCell[]; readonly draft?: Partial<ManifestDraft> } = {},
): Promise<void> {
  const journal = await openJournal(path, sampleOptions)
  for (const { cell, tensors, timing } of change.cells ?? sampleCells)
    await journal.append(cell, tensors, timing)
  await journal.finish({ ...sampleDraft, ...change.draft })
}

function toSampleCell(extension: string, contextTokens: number, item: number, index: number): SampleCell {
  const id = `m0/${extension}/n${contextTokens}/i${item}`
  const key = {
    id,
    model: 0,
    task: item === 2 ? 1 : 0,
    extension,
    contextTokens,
    item:
      item === 2
        ? { kind: 'prompt' as const, depthPercent: 50, repeat: 0 }
        : { kind: 'window' as const, window: item },
    resolvedExtension: extension.replace('auto', String(contextTokens / 256)),
    attentionFactor: 1,
  }
  const timing = {
    id,
    startedAt: '2026-11-24T08:00:00.000Z',
    durationMs: 10 + index,
    evaluatedTokens: 256,
    reusedTokens: 0,
  }
  if (index === 11) {
    const error = {
      code: 'engine.crashed' as const,
      message: 'The engine ended.',
      details: { signal: 'SIGSEGV' },
    }
    return { cell: { ...key, status: 'failed', error }, tensors: [], timing }
  }
  const tensors = toTensors(index)
  const outcome: CellOutcome = item === 2 ? toAnswer(index) : toPerplexity(index)
  return {
    cell: { ...key, status: 'done', outcome, observation: summarize(tensors), tensors: [] },
    tensors,
    timing,
  }
}

function toTensors(index: number): NamedTensor[] {
  const perHead = (name: string, unit: string, value: (head: number) => number): NamedTensor => ({
    name,
    unit,
    dtype: 'f64',
    axes: ['layer', 'head'],
    shape: [LAYERS, HEADS],
    data: Float64Array.from({ length: LAYERS * HEADS }, (_, head) => value(head)),
  })
  const distance = Float64Array.from({ length: LAYERS * HEADS * 4 }, (_, i) => [0.4, 0.3, 0.2, 0.1][i % 4])
  return [
    perHead('meanEntropyNats', 'nats', (head) => 2 + 0.1 * head + 0.01 * index),
    perHead('meanNormalizedEntropy', '1', (head) => (head === 0 ? Number.NaN : 0.4 + 0.01 * head)),
    perHead('lastQueryEntropyNats', 'nats', (head) => 1 + 0.1 * head),
    perHead('firstTokenMass', '1', (head) => 0.1 * head),
    perHead('sinkMass', '1', (head) => 0.1 * head + 0.05),
    perHead('localMass', '1', (head) => 0.9 - 0.1 * head),
    {
      name: 'distanceMass',
      unit: '1',
      dtype: 'f64',
      axes: ['layer', 'head', 'distance'],
      shape: [LAYERS, HEADS, 4],
      data: distance,
    },
    {
      name: 'mapMean',
      unit: '1',
      dtype: 'f16',
      axes: ['query'],
      shape: [3],
      data: Uint16Array.of(0, 15360, 14336 + index),
    },
    {
      name: 'keys',
      unit: 'tokens',
      dtype: 'i32',
      axes: ['query'],
      shape: [2],
      data: Int32Array.of(-1, index),
    },
  ]
}

function summarize(tensors: readonly NamedTensor[]): ObservationSummary {
  const mean = (name: string): number => {
    const values = Array.from(tensors.find((tensor) => tensor.name === name)?.data ?? []).filter(
      (value) => !Number.isNaN(value),
    )
    return values.reduce((sum, value) => sum + value, 0) / values.length
  }
  return {
    queries: 255,
    meanEntropyNats: mean('meanEntropyNats'),
    meanNormalizedEntropy: mean('meanNormalizedEntropy'),
    lastQueryEntropyNats: mean('lastQueryEntropyNats'),
    firstTokenMass: mean('firstTokenMass'),
    sinkMass: mean('sinkMass'),
    localMass: mean('localMass'),
    distanceEdges: DISTANCE_EDGES,
    distanceMass: [0.4, 0.3, 0.2, 0.1],
    rowSumError: 1e-7,
  }
}

function toPerplexity(index: number): PerplexityOutcome {
  return {
    kind: 'perplexity',
    scoredTokens: 3,
    sumNllNats: 6 + index,
    sumSquaredNllNats: 14,
    meanNllNats: 2 + index / 3,
    positionBuckets: [
      { first: 1, end: 2, count: 1, sumNats: 2 },
      { first: 2, end: 4, count: 2, sumNats: 4 + index },
    ],
    lastTokens: { count: 2, sumNats: 4 + index },
  }
}

function toAnswer(index: number): AnswerOutcome {
  const passed = index % 2 === 0
  return {
    kind: 'answer',
    promptTokens: 200,
    placedDepthPercent: 49.5,
    needle: { first: 90, end: 100 },
    expected: '04711',
    answerText: passed ? ' 4711. Remember' : ' 4712',
    answerTokens: [5, 6, 7],
    stoppedBy: 'length',
    passed,
    score: passed ? 1 : 0,
    expectedLogProbability: -1.5,
    expectedTokens: 2,
    uncertainty: {
      entropyNats: 2.5,
      entropyOfMeanNats: 3,
      normalizedEntropy: 0.5,
      prefillEntropyNats: 2.4,
      perTokenEntropyNats: [2.4, 2.5, 2.6],
    },
    needleMass: 0.2,
  }
}

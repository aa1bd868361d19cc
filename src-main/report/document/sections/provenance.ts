/** How the numbers came about: models and corpora by hash, engine, device, and the frequencies really applied. */
import type { AppliedExtensionRecord, Manifest } from '../../../contract'
import type { ExperimentContents } from '../../contents'
import {
  codeColumn,
  contextColumn,
  countColumn,
  extensionColumn,
  modelColumn,
  numberColumn,
  textColumn,
} from '../columns'
import type { Block, Fact, Section, Table, TableValue } from '../model'

export function composeProvenance({ manifest }: ExperimentContents): Section {
  const blocks: Block[] = [
    { kind: 'facts', facts: listEngine(manifest) },
    { kind: 'table', presentation: 'open', table: tabulateModels(manifest) },
    { kind: 'table', presentation: 'open', table: tabulateHashes(manifest) },
    { kind: 'table', presentation: 'folded', table: tabulateApplied(manifest) },
  ]
  const frequencies = tabulateFrequencies(manifest)
  if (frequencies.rows.length > 0) blocks.push({ kind: 'table', presentation: 'folded', table: frequencies })
  return { id: 'provenance', title: 'Provenance', blocks }
}

function listEngine({ appVersion, createdAt, engine, spec, version, cells }: Manifest): Fact[] {
  return [
    { name: 'Ropewalk', value: appVersion },
    { name: 'File format', value: `${version.major}.${version.minor}` },
    { name: 'Created', value: createdAt },
    { name: 'Engine', value: `llama.cpp ${engine.llamaRelease}` },
    { name: 'Backend', value: engine.backend },
    { name: 'Devices', value: engine.devices.length > 0 ? engine.devices.join(', ') : 'none named' },
    { name: 'Processor', value: engine.cpuModel },
    { name: 'Row kernels', value: engine.kernelInstructions },
    { name: 'Threads', value: String(engine.threads) },
    { name: 'Key and value cache', value: spec.engine.cacheType },
    { name: 'Flash attention', value: spec.engine.flashAttention ? 'on' : 'off' },
    { name: 'Seed', value: String(spec.seed) },
    { name: 'Cells', value: `${cells.planned} planned, ${cells.done} done, ${cells.failed} failed` },
  ]
}

function tabulateModels({ models }: Manifest): Table {
  return {
    caption: 'Models',
    columns: [
      modelColumn,
      textColumn('Architecture'),
      textColumn('Weights'),
      countColumn('Layers'),
      countColumn('Heads'),
      countColumn('KV heads'),
      countColumn('Rotary d'),
      numberColumn('RoPE base', '', 0),
      countColumn('Trained L', 'tokens'),
      countColumn('Declared', 'tokens'),
      codeColumn('Native equals'),
    ],
    rows: models.map((model) => [
      model.label,
      model.architecture,
      model.quantization,
      model.layerCount,
      model.headCount,
      model.keyValueHeadCount,
      model.rotary.rotaryDimensions,
      model.rotary.ropeBase,
      model.rotary.trainedContextTokens,
      model.declaredContextTokens,
      model.nativeEquivalent ?? 'no static spec',
    ]),
  }
}

function tabulateHashes({ models, corpora }: Manifest): Table {
  return {
    caption: 'Files, by SHA-256',
    columns: [codeColumn('File'), countColumn('Size', 'bytes'), codeColumn('SHA-256')],
    rows: [
      ...models.map(({ path, fileBytes, sha256 }) => [path, fileBytes, sha256]),
      ...corpora.map(({ path, bytes, sha256 }) => [path, bytes, sha256]),
    ],
  }
}

function tabulateApplied({ models, appliedExtensions }: Manifest): Table {
  return {
    caption: 'Extensions as applied',
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      codeColumn('Resolved'),
      numberColumn('Attention factor', '', 6),
      countColumn('Rotated layers'),
      textColumn('Layers without rotation'),
      textColumn('Window layers left alone'),
    ],
    rows: appliedExtensions.map((record) => [
      models[record.model]?.label ?? record.model,
      record.extension,
      record.contextTokens,
      record.resolvedExtension,
      record.attentionFactor,
      record.rotatedLayers.length,
      record.unrotatedLayers.join(', ') || 'none',
      record.slidingWindowLayers.join(', ') || 'none',
    ]),
  }
}

/** One row per pair and distinct table; equal tables of several lengths stand once. */
function tabulateFrequencies({ models, appliedExtensions }: Manifest): Table {
  const seen = new Set<string>()
  const distinct = appliedExtensions.filter(({ model, resolvedExtension }) => {
    const key = `${model}/${resolvedExtension}`
    return !seen.has(key) && seen.add(key)
  })
  return {
    caption: 'Inverse frequencies as applied',
    columns: [
      modelColumn,
      codeColumn('Resolved'),
      countColumn('Pair j'),
      numberColumn('Inverse frequency', 'rad/token', 9),
      numberColumn('Wavelength', 'tokens', 2),
    ],
    rows: distinct.flatMap((record) => toFrequencyRows(record, models[record.model]?.label ?? record.model)),
  }
}

function toFrequencyRows(record: AppliedExtensionRecord, model: string | number): TableValue[][] {
  return (record.inverseFrequencies ?? []).map((frequency, pair) => [
    model,
    record.resolvedExtension,
    pair,
    frequency,
    frequency > 0 ? (2 * Math.PI) / frequency : null,
  ])
}

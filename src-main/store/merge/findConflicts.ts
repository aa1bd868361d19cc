/** Why files cannot be one experiment. */
import type { Cell, CorpusProvenance, ManifestDraft } from '../../contract'
import { compareValues } from '../diff/compareValues'
import { compareCells } from '../diff/diffExperiments'
import { toleranceBetween } from '../diff/tolerance'
import { computeSpecSha256 } from '../specSha256'
import type { Shard } from './openShard'

export interface Conflict {
  readonly path: string
  /** What differs, without a full stop. */
  readonly sentence: string
}

const EXACT = { absolute: 0, relative: 0 }

/**
 * Settings, models, texts and engine must be those of the first; the machine may be another. A cell that several files finished
 * must have the same result within the tolerance between their machines. Each file is looked at once, whatever their number.
 */
export function findConflicts([first, ...others]: readonly Shard[]): Conflict[] {
  const texts = new Map<string, CorpusProvenance>()
  const conflicts = others.flatMap(({ path, manifest }) =>
    [
      ...compareSpecs(first.manifest, manifest),
      ...compareModels(first.manifest, manifest),
      ...compareEngines(first.manifest, manifest),
    ].map((sentence) => ({ path, sentence })),
  )
  for (const { path, manifest } of [first, ...others])
    for (const text of manifest.corpora) {
      const earlier = texts.get(text.path) ?? text
      texts.set(text.path, earlier)
      if (earlier.sha256 !== text.sha256)
        conflicts.push({ path, sentence: `the text ${text.path} is another file` })
    }
  return conflicts.length > 0 ? conflicts : compareSharedCells([first, ...others])
}

function compareSpecs({ spec: a }: ManifestDraft, { spec: b }: ManifestDraft): string[] {
  if (computeSpecSha256(a) === computeSpecSha256(b)) return []
  return compareValues(a, b, EXACT).map(
    ({ path, a: inA, b: inB }) => `the setting ${path} is ${inA ?? 'absent'} and ${inB ?? 'absent'}`,
  )
}

/** A model of the same name with other bytes is another model. */
function compareModels(a: ManifestDraft, b: ManifestDraft): string[] {
  return a.models
    .filter(({ sha256 }, index) => b.models[index]?.sha256 !== sha256)
    .map(({ label }) => `the model ${label} is another file`)
}

function compareEngines({ engine: a }: ManifestDraft, { engine: b }: ManifestDraft): string[] {
  const names = ['llamaRelease', 'backend'] as const
  return names
    .filter((name) => a[name] !== b[name])
    .map((name) => `the ${name === 'backend' ? 'backend' : 'llama.cpp release'} is ${a[name]} and ${b[name]}`)
}

function compareSharedCells(shards: readonly Shard[]): Conflict[] {
  const finished = new Map<string, { cell: Cell; shard: Shard }>()
  const conflicts: Conflict[] = []
  for (const shard of shards)
    for (const cell of shard.cells.filter(({ status }) => status === 'done')) {
      const earlier = finished.get(cell.id)
      if (earlier === undefined) {
        finished.set(cell.id, { cell, shard })
        continue
      }
      const tolerance = toleranceBetween(earlier.shard.manifest.engine, shard.manifest.engine)
      const fields = compareCells(earlier.cell, cell, tolerance).map(({ path }) => path)
      if (fields.length > 0)
        conflicts.push({
          path: shard.path,
          sentence: `the cell ${cell.id} has two results (${fields.slice(0, 3).join(', ')})`,
        })
    }
  return conflicts
}

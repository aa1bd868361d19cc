/** Why files cannot be one experiment. */
import type { Manifest } from '../../contract'
import { compareValues } from '../diff/compareValues'
import { compareCells } from '../diff/diffExperiments'
import { toleranceBetween } from '../diff/tolerance'
import type { StoredExperiment } from '../ports'
import { computeSpecSha256 } from '../specSha256'

const EXACT = { absolute: 0, relative: 0 }

/**
 * Settings, models, texts and engine of `other` must be those of `first`; the machine may be another. A cell that both
 * have must have the same result within the tolerance between their machines.
 *
 * @returns what differs, each without a full stop; empty where they can be merged
 */
export function findConflicts(first: StoredExperiment, other: StoredExperiment): string[] {
  const [a, b] = [first.manifest, other.manifest]
  const settings = [...compareSpecs(a, b), ...compareSources(a, b), ...compareEngines(a, b)]
  return settings.length > 0 ? settings : compareSharedCells(first, other)
}

function compareSpecs({ spec: a }: Manifest, { spec: b }: Manifest): string[] {
  if (computeSpecSha256(a) === computeSpecSha256(b)) return []
  return compareValues(a, b, EXACT).map(
    ({ path, a: inA, b: inB }) => `the setting ${path} is ${inA ?? 'absent'} and ${inB ?? 'absent'}`,
  )
}

/** A model of the same name with other bytes is another model. */
function compareSources(a: Manifest, b: Manifest): string[] {
  const models = a.models
    .filter(({ sha256 }, index) => b.models[index]?.sha256 !== sha256)
    .map(({ label }) => `the model ${label} is another file`)
  const texts = a.corpora
    .filter(({ path, sha256 }) => b.corpora.some((text) => text.path === path && text.sha256 !== sha256))
    .map(({ path }) => `the text ${path} is another file`)
  return [...models, ...texts]
}

function compareEngines({ engine: a }: Manifest, { engine: b }: Manifest): string[] {
  const names = ['llamaRelease', 'backend'] as const
  return names
    .filter((name) => a[name] !== b[name])
    .map((name) => `the ${name === 'backend' ? 'backend' : 'llama.cpp release'} is ${a[name]} and ${b[name]}`)
}

function compareSharedCells(first: StoredExperiment, other: StoredExperiment): string[] {
  const tolerance = toleranceBetween(first.manifest.engine, other.manifest.engine)
  const cells = new Map(first.cells.map((cell) => [cell.id, cell]))
  return other.cells.flatMap((cell) => {
    const mine = cells.get(cell.id)
    if (mine === undefined || mine.status === 'failed' || cell.status === 'failed') return []
    const fields = compareCells(mine, cell, tolerance).map(({ path }) => path)
    return fields.length === 0
      ? []
      : [`the cell ${cell.id} has two results (${fields.slice(0, 3).join(', ')})`]
  })
}

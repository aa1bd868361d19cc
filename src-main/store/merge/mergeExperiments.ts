/** Joins files of one spec into one experiment, e.g. the shares that several machines evaluated. */
import { RopewalkError, type Cell, type ManifestDraft } from '../../contract'
import { placeArchive } from '../archive/placeArchive'
import { composeExperiment, type ExperimentContent } from '../archive/writeExperiment'
import { refuseExistingTarget } from '../existingTarget'
import { writeBytes } from '../writeBytes'
import { ArchivePool } from './ArchivePool'
import { collectAttachments } from './collectAttachments'
import { findConflicts } from './findConflicts'
import { openShard, type Shard } from './openShard'

export interface MergeOptions {
  /** Ids of all cells of the spec, in plan order. */
  readonly plannedCellIds: readonly string[]
  readonly whenTargetExists: 'refuse' | 'replace'
}

export interface Merge {
  readonly planned: number
  readonly done: number
  readonly failed: number
}

interface ChosenCell {
  readonly cell: Cell
  readonly shard: Shard
}

/**
 * A cell that several files finished is taken from the first of them, one that failed only where none finished it.
 *
 * @param paths experiment files and journals of unfinished runs, in the order of preference, two or more
 * @throws RopewalkError `experiment.mismatch` naming what contradicts; `target.exists`, `target.notWritable`, `disk.full`
 */
export async function mergeExperiments(
  paths: readonly string[],
  target: string,
  options: MergeOptions,
): Promise<Merge> {
  const mayReplace = options.whenTargetExists === 'replace'
  await refuseExistingTarget(target, mayReplace)
  const pool = new ArchivePool()
  try {
    const shards: Shard[] = []
    for (const path of paths) shards.push(await openShard(path, pool))
    refuseConflicts(shards)
    const content = await composeMerged(shards, options.plannedCellIds)
    const place = { path: target, temporaryPath: `${target}.part`, mayReplace }
    await placeArchive(await composeExperiment(content), place, writeBytes)
    return content.draft.cells
  } finally {
    await pool.closeAll()
  }
}

/** Conflicts that a sentence quotes; the rest are counted. */
const QUOTED_CONFLICTS = 5

function refuseConflicts(shards: readonly Shard[]): void {
  const conflicts = findConflicts(shards)
  if (conflicts.length === 0) return
  const quoted = [...new Set(conflicts.map(({ sentence }) => sentence))]
  const more = quoted.length > QUOTED_CONFLICTS ? `; and ${quoted.length - QUOTED_CONFLICTS} more` : ''
  throw new RopewalkError(
    'experiment.mismatch',
    `Files that cannot be merged, ${conflicts[0].path}: ${quoted.slice(0, QUOTED_CONFLICTS).join('; ')}${more}. ` +
      'Expected shares of one experiment. Leave the file out, or compare them with ropewalk diff.',
    { path: conflicts[0].path, conflicts: quoted.length },
  )
}

async function composeMerged(
  shards: readonly Shard[],
  plannedCellIds: readonly string[],
): Promise<ExperimentContent> {
  const chosen = chooseCells(shards, plannedCellIds)
  return {
    draft: composeDraft(shards, chosen, plannedCellIds.length),
    cells: chosen.map(({ cell }) => cell),
    timings: chosen.flatMap(({ cell, shard }) => shard.timingOfId.get(cell.id) ?? []),
    tensorSources: chosen.map(({ cell, shard }) => shard.toTensorSource(cell)),
    attachments: await collectAttachments(shards),
  }
}

function chooseCells(shards: readonly Shard[], plannedCellIds: readonly string[]): ChosenCell[] {
  const all = shards.flatMap((shard) => shard.cells.map((cell) => ({ cell, shard })))
  const byId = new Map<string, ChosenCell>()
  for (const candidate of all) {
    const earlier = byId.get(candidate.cell.id)
    if (earlier === undefined || (earlier.cell.status === 'failed' && candidate.cell.status === 'done'))
      byId.set(candidate.cell.id, candidate)
  }
  const planned = new Set(plannedCellIds)
  const foreign = [...byId.values()].find(({ cell }) => !planned.has(cell.id))
  if (foreign !== undefined)
    throw new RopewalkError(
      'experiment.mismatch',
      `A cell that the spec does not plan, ${foreign.shard.path}: ${foreign.cell.id}. ` +
        'Expected cells of the spec only. Merge with the version of Ropewalk that made the file.',
      { path: foreign.shard.path, cell: foreign.cell.id },
    )
  return plannedCellIds.flatMap((id) => byId.get(id) ?? [])
}

function composeDraft(
  shards: readonly Shard[],
  chosen: readonly ChosenCell[],
  planned: number,
): ManifestDraft {
  const manifests = shards.map(({ manifest }) => manifest)
  const [first] = manifests
  const done = chosen.filter(({ cell }) => cell.status === 'done').length
  return {
    ...first,
    createdAt:
      manifests
        .map(({ createdAt }) => createdAt)
        .sort()
        .at(-1) ?? first.createdAt,
    corpora: keepFirst(
      manifests.flatMap(({ corpora }) => corpora),
      ({ path }) => path,
    ),
    appliedExtensions: keepFirst(
      manifests.flatMap(({ appliedExtensions }) => appliedExtensions),
      ({ model, extension, contextTokens }) => JSON.stringify([model, extension, contextTokens]),
    ),
    cells: { planned, done, failed: chosen.length - done },
    shards: shards.map((shard) => {
      const { createdAt, appVersion, engine } = shard.manifest
      const cells = chosen.filter((choice) => choice.shard === shard).length
      return { createdAt, appVersion, engine, cells, manifestSha256: shard.manifestSha256 }
    }),
  }
}

function keepFirst<T>(values: readonly T[], nameOf: (value: T) => string): T[] {
  const seen = new Set<string>()
  return values.filter((value) => !seen.has(nameOf(value)) && seen.add(nameOf(value)))
}

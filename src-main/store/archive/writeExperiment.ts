/** Puts a finished run together as one file: everything is written and hashed before the final name exists. */
import {
  InvariantError,
  manifestSchema,
  type Cell,
  type CellTiming,
  type Manifest,
  type ManifestDraft,
} from '../../contract'
import { describeIssue } from '../cellSchema'
import { buildCrate } from '../crate/buildCrate'
import { buildTables } from '../table/buildTables'
import type { WriteBytes } from '../writeBytes'
import { MAX_PART_BYTES, MAX_PARTS } from './limits'
import { compareParts } from './partOrder'
import { MIMETYPE, PART, toTablePartName, toTensorPartName } from './partNames'
import { placeArchive, type ArchiveTarget } from './placeArchive'
import { chooseTextStorage } from './textStorage'
import { toArchivePart, type ArchivePart } from './writeArchive'

export interface TensorSource {
  readonly bytes: number
  readonly sha256: string
  read(): Promise<Uint8Array>
}

export interface ExperimentContent {
  readonly draft: ManifestDraft
  /** In plan order. */
  readonly cells: readonly Cell[]
  readonly timings: readonly CellTiming[]
  /** Tensor file of each cell; null for a cell without tensors. */
  readonly tensorSources: readonly (TensorSource | null)[]
  /** Annotations and texts that go with the experiment, by part name. */
  readonly attachments?: ReadonlyMap<string, Uint8Array>
}

/**
 * @throws RopewalkError `disk.full`, `target.notWritable`, `target.exists`; nothing is left under either name
 * @throws InvariantError where the draft's counts are not those of the cells
 */
export async function writeExperiment(
  content: ExperimentContent,
  target: ArchiveTarget,
  writeBytes: WriteBytes,
): Promise<void> {
  await placeArchive(await composeExperiment(content), target, writeBytes)
}

/**
 * Every part of the file, in order.
 *
 * @throws InvariantError where the draft's counts are not those of the cells
 */
export async function composeExperiment(content: ExperimentContent): Promise<ArchivePart[]> {
  const { cells, timings, tensorSources } = content
  const mimetype = toArchivePart(PART.mimetype, Buffer.from(MIMETYPE), 'stored')
  const tables = await buildTables(cells, tensorSources)
  const others = [
    toLinesPart(PART.cells, cells),
    toLinesPart(PART.timings, timings),
    ...tables.map(({ name, bytes }) => toArchivePart(toTablePartName(name), bytes, 'stored')),
    ...tensorSources.flatMap((source, index) => toTensorPart(source, index)),
    ...[...(content.attachments ?? [])].map(([name, bytes]) =>
      toArchivePart(name, bytes, chooseTextStorage(bytes)),
    ),
  ]
  refuseOversized(others)
  const crate = toArchivePart(PART.crate, buildCrate(content.draft, [mimetype, ...others]), 'deflated')
  const listed = [mimetype, ...others, crate].sort(compareParts)
  const manifestText = Buffer.from(`${JSON.stringify(buildManifest(content, listed), null, 2)}\n`)
  return [...listed, toArchivePart(PART.manifest, manifestText, 'deflated')].sort(compareParts)
}

function toTensorPart(source: TensorSource | null, index: number): ArchivePart[] {
  return source === null ? [] : [{ ...source, name: toTensorPartName(index), storage: 'stored' }]
}

/** One JSON value per line. */
function toLinesPart(name: string, values: readonly object[]): ArchivePart {
  const content = Buffer.concat(values.map((value) => Buffer.from(`${JSON.stringify(value)}\n`)))
  return toArchivePart(name, content, chooseTextStorage(content))
}

function refuseOversized(parts: readonly ArchivePart[]): void {
  const part = parts.find(({ bytes }) => bytes > MAX_PART_BYTES)
  if (part !== undefined || parts.length > MAX_PARTS)
    throw new InvariantError(
      `An experiment of ${parts.length} parts, the largest of ${part?.bytes ?? 0} bytes, could not be read again.`,
    )
}

function buildManifest({ draft, cells }: ExperimentContent, parts: readonly ArchivePart[]): Manifest {
  const done = cells.filter((cell) => cell.status === 'done').length
  if (draft.cells.done !== done || draft.cells.failed !== cells.length - done)
    throw new InvariantError(
      `The manifest counts ${draft.cells.done} cells done and ${draft.cells.failed} failed; ` +
        `there are ${done} and ${cells.length - done}.`,
    )
  const entries = parts.map(({ name, sha256, bytes }): [string, Manifest['parts'][string]] => [
    name,
    { sha256, bytes },
  ])
  const result = manifestSchema.safeParse({ ...draft, parts: Object.fromEntries(entries) })
  if (!result.success)
    throw new InvariantError(`The manifest cannot be written: ${describeIssue(result.error)}.`)
  return result.data
}

/**
 * One of the sources of a merge: a finished file, or the journal of a run that was cut off. What decides is read at once and the
 * file closed again, so that a thousand shares are no matter of open files; tensors are fetched when they are written.
 */
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { noAnnotations, RopewalkError } from '../../contract'
import type { Annotations, Cell, CellTiming, ManifestDraft } from '../../contract'
import { readAnnotationsOf } from '../annotate/readAnnotations'
import { PART, toTensorPartName } from '../archive/partNames'
import { computeSha256, type Archive } from '../archive/readArchive'
import type { TensorSource } from '../archive/writeExperiment'
import { toDamagedError } from '../damage'
import { toJournalTarget } from '../journal/journalFolder'
import { formatLine, type JournalEntry } from '../journal/journalEntry'
import { readJournal, readTensorFile } from '../journal/readJournal'
import { isLocked } from '../journal/writerLock'
import { openExperiment } from '../openExperiment'
import { parseManifestDraft } from '../parseManifest'
import type { ArchivePool } from './ArchivePool'

export interface Shard {
  readonly path: string
  readonly manifest: ManifestDraft
  /** SHA-256 of the manifest's bytes; of a journal, of its first line. */
  readonly manifestSha256: string
  readonly cells: readonly Cell[]
  readonly timingOfId: ReadonlyMap<string, CellTiming>
  readonly annotations: Annotations
  /** Texts that the file keeps, by part name. */
  readonly texts: ReadonlyMap<string, TensorSource>
  /** The tensors of a cell as they lie in the source; null for a cell without tensors. */
  toTensorSource(cell: Cell): TensorSource | null
}

/** @throws RopewalkError as `openExperiment`; for a journal `experiment.damaged`, `target.locked`, `input.invalid` */
export async function openShard(path: string, pool: ArchivePool): Promise<Shard> {
  const found = await stat(path).catch(() => null)
  return found?.isDirectory() && toJournalTarget(resolve(path)) !== null
    ? openJournalShard(path)
    : openFileShard(path, pool)
}

async function openFileShard(path: string, pool: ArchivePool): Promise<Shard> {
  const experiment = await openExperiment(path)
  await experiment.close()
  const { manifest, cells, timings } = experiment
  const lineOfId = new Map(cells.map(({ id }, line) => [id, line]))
  const toPart = (name: string): TensorSource => {
    if (!Object.hasOwn(manifest.parts, name))
      throw toDamagedError(name, 'the manifest does not name the part')
    const { bytes, sha256 } = manifest.parts[name]
    return { bytes, sha256, read: () => pool.use(path, (archive) => readChecked(archive, name, sha256)) }
  }
  return pool.use(path, async (archive) => ({
    path,
    manifest,
    manifestSha256: computeSha256(await archive.read(PART.manifest)),
    cells,
    timingOfId: new Map(timings.map((timing) => [timing.id, timing])),
    annotations: await readAnnotationsOf(archive),
    texts: new Map(
      archive.partNames.filter((name) => name.startsWith('corpora/')).map((name) => [name, toPart(name)]),
    ),
    toTensorSource: (cell) =>
      cell.status === 'failed' || cell.tensors.length === 0
        ? null
        : toPart(toTensorPartName(lineOfId.get(cell.id) ?? -1)),
  }))
}

async function openJournalShard(path: string): Promise<Shard> {
  if (await isLocked(join(path, 'lock')))
    throw new RopewalkError(
      'target.locked',
      `A run still writes this journal: ${path}. Expected one that ended. Wait until it ends, or stop it.`,
      { path },
    )
  const journal = await readJournal(path)
  const manifest = parseManifestDraft(journal?.header.draft)
  if (journal === null || manifest === null)
    throw new RopewalkError(
      'input.invalid',
      `Journal that says too little to be merged: ${path}. Expected one that names its models and engine. ` +
        'Finish it with ropewalk run --resume.',
      { path },
    )
  const entries = new Map<string, JournalEntry>(journal.entries.map((entry) => [entry.cell.id, entry]))
  return {
    path,
    manifest,
    manifestSha256: computeSha256(formatLine(journal.header)),
    cells: journal.entries.map(({ cell }) => cell),
    timingOfId: new Map(journal.entries.map(({ timing }) => [timing.id, timing])),
    annotations: noAnnotations,
    texts: new Map(),
    toTensorSource: ({ id }) => {
      const file = entries.get(id)?.tensorFile ?? null
      return file && { bytes: file.bytes, sha256: file.sha256, read: () => readTensorFile(path, file) }
    },
  }
}

/** Checked against its hash whenever it is read, so that a merge never passes damage on. */
async function readChecked(archive: Archive, name: string, sha256: string): Promise<Uint8Array> {
  const content = await archive.read(name)
  if (computeSha256(content) === sha256) return content
  throw toDamagedError(name, 'the part is not the one whose SHA-256 the manifest gives')
}

/** One of the files to merge: the experiment, and its parts as bytes. */
import type { Cell, CellTiming } from '../../contract'
import { PART, toTensorPartName } from '../archive/partNames'
import { computeSha256, openArchive, type Archive } from '../archive/readArchive'
import type { TensorSource } from '../archive/writeExperiment'
import { toDamagedError } from '../damage'
import { openExperiment } from '../openExperiment'
import type { StoredExperiment } from '../ports'

export interface Shard {
  readonly experiment: StoredExperiment
  readonly archive: Archive
  readonly manifestSha256: string
  /** Line of each cell in `cells.ndjson`, by id. */
  readonly lineOfId: ReadonlyMap<string, number>
  readonly timingOfId: ReadonlyMap<string, CellTiming>
  close(): Promise<void>
}

/** @throws RopewalkError as `openExperiment` */
export async function openShard(path: string): Promise<Shard> {
  const experiment = await openExperiment(path)
  const archive = await openArchive(path).catch(async (thrown: unknown) => {
    await experiment.close()
    throw thrown
  })
  return {
    experiment,
    archive,
    manifestSha256: computeSha256(await archive.read(PART.manifest)),
    lineOfId: new Map(experiment.cells.map(({ id }, line) => [id, line])),
    timingOfId: new Map(experiment.timings.map((timing) => [timing.id, timing])),
    close: async () => {
      archive.close()
      await experiment.close()
    },
  }
}

/** The tensors of a cell as they lie in its file; null for a cell without tensors. */
export function toTensorSource(shard: Shard, cell: Cell): TensorSource | null {
  if (cell.status === 'failed' || cell.tensors.length === 0) return null
  const name = toTensorPartName(shard.lineOfId.get(cell.id) ?? -1)
  return readPart(shard, name)
}

/**
 * A part that is checked against its hash whenever it is read, so that a merge never passes damage on.
 *
 * @throws RopewalkError `experiment.damaged`
 */
export function readPart({ experiment, archive }: Shard, name: string): TensorSource {
  const { parts } = experiment.manifest
  if (!Object.hasOwn(parts, name)) throw toDamagedError(name, 'the manifest does not name the part')
  const { bytes, sha256 } = parts[name]
  const read = async () => {
    const content = await archive.read(name)
    if (computeSha256(content) === sha256) return content
    throw toDamagedError(name, 'the part is not the one whose SHA-256 the manifest gives')
  }
  return { bytes, sha256, read }
}

/** Opens a `.ropewalk` file: needs no model, no engine and no GPU, and writes nothing. */
import { InvariantError, type Cell, type CellTiming, type Manifest, type NamedTensor } from '../contract'
import { MAX_CELLS } from './archive/limits'
import { isKnownPartName, PART, toTensorPartName } from './archive/partNames'
import { computeSha256, openArchive, type Archive } from './archive/readArchive'
import { parseCell, parseTiming } from './cellSchema'
import { toDamagedError } from './damage'
import { decodeText } from './decodeText'
import { migrate } from './migrations/migrate'
import { parseJson } from './parseJson'
import { parseManifest, readVersion } from './parseManifest'
import type { StoredExperiment } from './ports'
import { readJsonPart } from './readJsonPart'
import { refuseDenseJson } from './refuseDenseJson'
import { decodeTensors } from './tensorFile'

const NAMED_UNKNOWN_PARTS = 10

/**
 * Manifest, cells and timings are read and checked now, tensors when they are asked for.
 *
 * @throws RopewalkError `input.invalid` where there is no such file, `experiment.newerMajor`, or
 *   `experiment.damaged` with the part and what is wrong there
 */
export async function openExperiment(path: string): Promise<StoredExperiment> {
  const archive = await openArchive(path)
  try {
    return await readExperiment(path, archive)
  } catch (thrown) {
    archive.close()
    throw thrown
  }
}

async function readExperiment(path: string, archive: Archive): Promise<StoredExperiment> {
  const rawManifest = await readJsonPart(archive, PART.manifest)
  const { major } = readVersion(rawManifest)
  const cellBytes = await archive.read(PART.cells)
  const timingBytes = await archive.read(PART.timings)
  const raw = migrate(
    {
      manifest: rawManifest,
      cells: parseLines(cellBytes, PART.cells),
      timings: parseLines(timingBytes, PART.timings),
    },
    major,
  )
  const { manifest, warnings } = parseManifest(raw.manifest)
  checkHash(manifest, PART.cells, cellBytes)
  checkHash(manifest, PART.timings, timingBytes)
  const unknownParts = archive.partNames.filter((name) => !isKnownPartName(name))
  return new OpenedExperiment(
    path,
    manifest,
    raw.cells.map((value, index) => parseCell(value, toLineName(PART.cells, index))),
    raw.timings.map((value, index) => parseTiming(value, toLineName(PART.timings, index))),
    [...warnings, ...warnOfUnknownParts(unknownParts)],
    archive,
  )
}

/** A few are named; a file may have any number of them. */
function warnOfUnknownParts(names: readonly string[]): string[] {
  const named = names.slice(0, NAMED_UNKNOWN_PARTS).map((name) => `Unknown part left alone: ${name}.`)
  const others = names.length - named.length
  return others === 0 ? named : [...named, `Unknown parts left alone besides these: ${others}.`]
}

class OpenedExperiment implements StoredExperiment {
  private readonly indexOfId: ReadonlyMap<string, number>

  constructor(
    readonly path: string,
    readonly manifest: Manifest,
    readonly cells: readonly Cell[],
    readonly timings: readonly CellTiming[],
    readonly warnings: readonly string[],
    private readonly archive: Archive,
  ) {
    this.indexOfId = new Map(cells.map((cell, index) => [cell.id, index]))
  }

  async readTensors(cell: Cell): Promise<NamedTensor[]> {
    if (cell.status === 'failed' || cell.tensors.length === 0) return []
    const index = this.indexOfId.get(cell.id)
    if (index === undefined)
      throw new InvariantError(`Cell ${cell.id} is not of the experiment ${this.path}.`)
    const name = toTensorPartName(index)
    const bytes = await this.archive.read(name)
    checkHash(this.manifest, name, bytes)
    return decodeTensors(cell.tensors, bytes, name)
  }

  close(): Promise<void> {
    this.archive.close()
    return Promise.resolve()
  }
}

function checkHash({ parts }: Manifest, name: string, content: Uint8Array): void {
  if (!Object.hasOwn(parts, name)) throw toDamagedError(name, 'the manifest does not name the part')
  if (parts[name].sha256 !== computeSha256(content))
    throw toDamagedError(name, 'the part is not the one whose SHA-256 the manifest gives')
}

/** One JSON value per line, each line ended; as many lines as there can be cells. */
function parseLines(content: Buffer, name: string): unknown[] {
  refuseDenseJson(content, name)
  const values: unknown[] = []
  for (let start = 0; start < content.length;) {
    const where = toLineName(name, values.length)
    if (values.length === MAX_CELLS) throw toDamagedError(where, `a file has at most ${MAX_CELLS} cells`)
    const end = content.indexOf(0x0a, start)
    if (end < 0) throw toDamagedError(where, 'the last line is cut off')
    values.push(parseJson(decodeText(content.subarray(start, end), where), where))
    start = end + 1
  }
  return values
}

function toLineName(part: string, index: number): string {
  return `${part}, line ${index + 1}`
}

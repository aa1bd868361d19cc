/** An open journal: appends cells one at a time, each whole on disk before the next, and turns into the file. */
import { createHash } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  InvariantError,
  type Cell,
  type CellTiming,
  type ManifestDraft,
  type NamedTensor,
} from '../../contract'
import { keepTexts } from '../archive/keepTexts'
import { MAX_PART_BYTES } from '../archive/limits'
import { writeExperiment, type TensorSource } from '../archive/writeExperiment'
import { toKeptCell } from '../cellSchema'
import { toDiskError } from '../diskError'
import type { Journal } from '../ports'
import { decodeTensors, encodeTensors } from '../tensorFile'
import type { WriteBytes } from '../writeBytes'
import { formatLine, type JournalEntry, type TensorFile } from './journalEntry'
import { readTensorFile } from './readJournal'
import { toLostLockError, type WriterLock } from './writerLock'

/** What `openJournal` prepared on disk. */
export interface JournalState {
  readonly target: string
  readonly directory: string
  /** `journal.ndjson`, open for writing, whole lines only. */
  readonly handle: FileHandle
  readonly wholeBytes: number
  readonly entries: readonly JournalEntry[]
  readonly warnings: readonly string[]
  /** Number of the next tensor file. */
  readonly nextTensorFile: number
  readonly plannedCellIds: readonly string[]
  readonly mayReplaceTarget: boolean
  readonly lock: WriterLock
  readonly writeBytes: WriteBytes
}

export class ExperimentJournal implements Journal {
  readonly recovered: readonly Cell[]
  /** Cells that were found but count as not finished, and why. */
  readonly warnings: readonly string[]
  private readonly entries = new Map<string, JournalEntry>()
  private position: number
  private nextTensorFile: number
  private isOpen = true
  private lastAppend: Promise<void> = Promise.resolve()

  constructor(private readonly state: JournalState) {
    for (const entry of state.entries) this.entries.set(entry.cell.id, entry)
    this.recovered = state.entries.map((entry) => entry.cell)
    this.warnings = state.warnings
    this.position = state.wholeBytes
    this.nextTensorFile = state.nextTensorFile
  }

  /** What is kept so far, in plan order; the last cell of an id counts. */
  get cells(): readonly Cell[] {
    return this.inPlanOrder().map((entry) => entry.cell)
  }

  get timings(): readonly CellTiming[] {
    return this.inPlanOrder().map((entry) => entry.timing)
  }

  /**
   * Tensors of a kept cell, until `finish` has made them part of the file.
   *
   * @throws RopewalkError `experiment.damaged`
   */
  async readTensors({ id }: Cell): Promise<NamedTensor[]> {
    const entry = this.entries.get(id)
    if (entry?.cell.status !== 'done' || entry.tensorFile === null) return []
    const { name } = entry.tensorFile
    return decodeTensors(
      entry.cell.tensors,
      await readTensorFile(this.state.directory, entry.tensorFile),
      name,
    )
  }

  append(cell: Cell, tensors: readonly NamedTensor[], timing: CellTiming): Promise<void> {
    const appended = this.lastAppend.then(() => this.appendNow(cell, tensors, timing))
    // A failed append is its caller's to handle; it does not stop later ones.
    this.lastAppend = appended.catch(() => undefined)
    return appended
  }

  async finish(draft: ManifestDraft, texts: ReadonlyMap<string, string> = new Map()): Promise<void> {
    await this.lastAppend
    this.refuseUnwritable()
    const { target, directory, mayReplaceTarget, writeBytes } = this.state
    const entries = this.inPlanOrder()
    const content = {
      draft,
      cells: entries.map((entry) => entry.cell),
      timings: entries.map((entry) => entry.timing),
      tensorSources: entries.map(({ tensorFile }) => this.toTensorSource(tensorFile)),
      attachments: keepTexts(draft, texts),
    }
    const temporaryPath = join(directory, 'finished.part')
    await writeExperiment(content, { path: target, temporaryPath, mayReplace: mayReplaceTarget }, writeBytes)
    this.isOpen = false
    await this.state.handle.close()
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
    await this.state.lock.release()
  }

  async close(): Promise<void> {
    if (!this.isOpen) return
    await this.lastAppend
    this.isOpen = false
    await this.state.handle.close()
    const { lock, directory } = this.state
    if (this.entries.size === 0 && !lock.isLost) await rm(directory, { recursive: true, force: true })
    await lock.release()
  }

  private async appendNow(cell: Cell, tensors: readonly NamedTensor[], timing: CellTiming): Promise<void> {
    this.refuseUnwritable()
    if (!this.state.plannedCellIds.includes(cell.id))
      throw new InvariantError(`Cell ${cell.id} is not in the plan of this journal.`)
    if (timing.id !== cell.id)
      throw new InvariantError(`Cell ${cell.id} came with the timing of ${timing.id}.`)
    const { entries: tensorEntries, bytes } = encodeTensors(tensors)
    if (bytes.length > MAX_PART_BYTES)
      throw new InvariantError(`The tensors of cell ${cell.id} are too large to keep: ${bytes.length} bytes.`)
    const kept = toKeptCell(cell.status === 'done' ? { ...cell, tensors: tensorEntries } : cell)
    const tensorFile = kept.status === 'done' && bytes.length > 0 ? await this.writeTensorFile(bytes) : null
    const entry: JournalEntry = { cell: kept, timing, tensorFile }
    await this.writeLine(formatLine(entry))
    this.entries.delete(cell.id)
    this.entries.set(cell.id, entry)
  }

  private async writeTensorFile(bytes: Uint8Array): Promise<TensorFile> {
    const name = `${this.nextTensorFile++}.bin`
    const path = join(this.state.directory, 'tensors', name)
    try {
      const handle = await open(path, 'wx')
      try {
        await this.state.writeBytes(handle, bytes, 0)
        await handle.datasync()
      } finally {
        await handle.close()
      }
    } catch (thrown) {
      await rm(path, { force: true })
      throw toDiskError(thrown, dirname(this.state.target))
    }
    return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  }

  private async writeLine(line: Uint8Array): Promise<void> {
    try {
      await this.state.writeBytes(this.state.handle, line, this.position)
      await this.state.handle.datasync()
    } catch (thrown) {
      // Torn bytes behind the last whole line are harmless to a reader; the next append writes over them.
      await this.state.handle.truncate(this.position).catch(() => undefined)
      throw toDiskError(thrown, dirname(this.state.target))
    }
    this.position += line.length
  }

  private toTensorSource(file: TensorFile | null): TensorSource | null {
    if (file === null) return null
    const { bytes, sha256 } = file
    return { bytes, sha256, read: () => readTensorFile(this.state.directory, file) }
  }

  private inPlanOrder(): JournalEntry[] {
    return this.state.plannedCellIds.flatMap((id) => this.entries.get(id) ?? [])
  }

  private refuseUnwritable(): void {
    if (!this.isOpen) throw new InvariantError(`The journal of ${this.state.target} is closed.`)
    if (this.state.lock.isLost) throw toLostLockError(this.state.target)
  }
}

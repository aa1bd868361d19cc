/** A journal in memory for tests of the runner. */
import type { Cell, CellTiming, ManifestDraft, NamedTensor } from '../../contract'
import type { Journal } from '../../store/ports'

export class MemoryJournal implements Journal {
  readonly recovered: readonly Cell[]
  readonly cells: Cell[] = []
  readonly tensors = new Map<string, readonly NamedTensor[]>()
  readonly timings: CellTiming[] = []
  manifest: ManifestDraft | null = null
  closed = false

  constructor(recovered: readonly Cell[] = []) {
    this.recovered = recovered
  }

  async append(cell: Cell, tensors: readonly NamedTensor[], timing: CellTiming): Promise<void> {
    this.cells.push(cell)
    this.tensors.set(cell.id, tensors)
    this.timings.push(timing)
  }

  async finish(manifest: ManifestDraft): Promise<void> {
    this.manifest = manifest
  }

  async close(): Promise<void> {
    this.closed = true
  }
}

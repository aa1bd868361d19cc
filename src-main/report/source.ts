/** What a report is made from: an opened experiment file, without model or engine. */
import type { Cell, Manifest, NamedTensor } from '../contract'

export interface ReportSource {
  readonly manifest: Manifest
  /** In plan order. */
  readonly cells: readonly Cell[]
  readonly warnings: readonly string[]
  readTensors(cell: Cell): Promise<readonly NamedTensor[]>
}

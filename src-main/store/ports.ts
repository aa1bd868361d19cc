/** The store as study, report and cli see it: interfaces only. */
import type { Cell, CellTiming, Manifest, ManifestDraft, NamedTensor } from '../contract'

/** Results of a run in work, safe on disk cell by cell. */
export interface Journal {
  /** Cells found on disk when the journal was opened, in the order they were written; failed ones included. */
  readonly recovered: readonly Cell[]
  /**
   * Keeps one cell. When the promise resolves, the cell survives the end of the process; a later cell with the
   * same id takes its place. `cell.tensors` is filled in from `tensors`, whatever it holds.
   *
   * Tensors that carry the per-head values behind the summary have the name of the summary's field and the axes
   * `['layer', 'head']`; `distanceMass` has `['layer', 'head', 'distance']`. `verify` recomputes the means from them.
   */
  append(cell: Cell, tensors: readonly NamedTensor[], timing: CellTiming): Promise<void>
  /**
   * Writes the `.ropewalk` file atomically under its final name, then removes the journal.
   *
   * @param texts contents of corpora by path as in the spec; the spec says which of them are kept
   */
  finish(manifest: ManifestDraft, texts?: ReadonlyMap<string, string>): Promise<void>
  /** Lets go of the lock and keeps what was written, for a later resume. */
  close(): Promise<void>
}

/** An experiment file, opened without model or engine. */
export interface StoredExperiment {
  readonly path: string
  readonly manifest: Manifest
  /** In plan order. */
  readonly cells: readonly Cell[]
  readonly timings: readonly CellTiming[]
  /** What a person should know: newer minor version, unknown parts. */
  readonly warnings: readonly string[]
  /** Tensors of a cell of this experiment; none for a failed cell. */
  readTensors(cell: Cell): Promise<NamedTensor[]>
  close(): Promise<void>
}

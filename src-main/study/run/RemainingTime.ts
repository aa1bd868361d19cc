/** How long the cells that are left will take, from what the others cost. */
import type { CellKey } from '../../contract'
import { computeCellWork } from '../plan/cellWork'

export class RemainingTime {
  readonly #work: ReadonlyMap<string, number>
  readonly #left: Map<string, CellKey>
  /** Measured per task, since observing and answering cost differently. */
  readonly #measured = new Map<number, { durationMs: number; work: number }>()

  /** @param cells the cells to run, in order */
  constructor(cells: readonly CellKey[]) {
    const work = computeCellWork(cells)
    this.#work = new Map(cells.map((cell, index) => [cell.id, work[index]]))
    this.#left = new Map(cells.map((cell) => [cell.id, cell]))
  }

  /** A cell is over; `durationMs` is null for a failed one, which says nothing about the cost of others. */
  note({ id, task }: CellKey, durationMs: number | null): void {
    this.#left.delete(id)
    if (durationMs === null) return
    const sum = this.#measured.get(task) ?? { durationMs: 0, work: 0 }
    sum.durationMs += durationMs
    sum.work += this.#work.get(id) ?? 0
    this.#measured.set(task, sum)
  }

  /** Null while nothing was measured. */
  estimateMs(): number | null {
    const all = [...this.#measured.values()]
    if (all.length === 0) return null
    const overall = { durationMs: sumOf(all, 'durationMs'), work: sumOf(all, 'work') }
    return [...this.#left.values()].reduce((totalMs, { id, task }) => {
      const { durationMs, work } = this.#measured.get(task) ?? overall
      return totalMs + ((this.#work.get(id) ?? 0) * durationMs) / work
    }, 0)
  }
}

function sumOf<K extends string>(rows: readonly Record<K, number>[], field: K): number {
  return rows.reduce((total, row) => total + row[field], 0)
}

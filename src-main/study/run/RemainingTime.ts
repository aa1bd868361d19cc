/** How long the cells that are left will take, from what the others cost and how far the one in work has come. */
import type { CellKey } from '../../contract'
import { computeCellWork, computeReadingWork } from '../plan/cellWork'

interface Measured {
  readonly durationMs: number
  readonly work: number
}

/** The cell in work; its clock starts with its first token, since what came before may have been the loading of a model. */
interface CellInWork {
  readonly cell: CellKey
  readonly firstShare: number
  readonly firstMs: number
  share: number
  nowMs: number
}

export class RemainingTime {
  readonly #work: ReadonlyMap<string, number>
  readonly #left: Map<string, CellKey>
  /** Measured per task, since observing and answering cost differently. */
  readonly #measured = new Map<number, Measured>()
  #current: CellInWork | null = null

  /** @param cells the cells to run, in order */
  constructor(cells: readonly CellKey[]) {
    const work = computeCellWork(cells)
    this.#work = new Map(cells.map((cell, index) => [cell.id, work[index]]))
    this.#left = new Map(cells.map((cell) => [cell.id, cell]))
  }

  /** @param share of the cell's tokens that are evaluated, 0 .. 1 */
  advance(cell: CellKey, share: number, nowMs: number): void {
    if (this.#current?.cell.id !== cell.id || share < this.#current.share)
      this.#current = { cell, firstShare: share, firstMs: nowMs, share, nowMs }
    this.#current.share = share
    this.#current.nowMs = nowMs
  }

  /** A cell is over; `durationMs` is null for a failed one, which says nothing about the cost of others. */
  note(cell: CellKey, durationMs: number | null): void {
    this.#current = null
    this.#left.delete(cell.id)
    if (durationMs !== null) addTo(this.#measured, cell.task, { durationMs, work: this.#workOf(cell) })
  }

  /** Null while nothing was measured. */
  estimateMs(): number | null {
    const measured = new Map(this.#measured)
    const current = this.#current
    if (current !== null) addTo(measured, current.cell.task, this.#measureCurrent(current))
    const overall = [...measured.values()].reduce(add, nothing)
    if (overall.work === 0) return null
    return [...this.#left.values()].reduce((totalMs, cell) => {
      const { durationMs, work } = measured.get(cell.task) ?? overall
      return totalMs + (this.#workLeftOf(cell) * durationMs) / work
    }, 0)
  }

  #workOf({ id }: CellKey): number {
    return this.#work.get(id) ?? 0
  }

  #workLeftOf(cell: CellKey): number {
    const current = this.#current
    const done = current?.cell.id === cell.id ? toWorkShare(cell, current.share) : 0
    return this.#workOf(cell) * (1 - done)
  }

  #measureCurrent({ cell, firstShare, firstMs, share, nowMs }: CellInWork): Measured {
    const workShare = toWorkShare(cell, share) - toWorkShare(cell, firstShare)
    return { durationMs: nowMs - firstMs, work: this.#workOf(cell) * workShare }
  }
}

const nothing: Measured = { durationMs: 0, work: 0 }

function add(a: Measured, b: Measured): Measured {
  return { durationMs: a.durationMs + b.durationMs, work: a.work + b.work }
}

function addTo(sums: Map<number, Measured>, task: number, measured: Measured): void {
  if (measured.work > 0) sums.set(task, add(sums.get(task) ?? nothing, measured))
}

/** Later tokens attend to more keys and cost more than the first. */
function toWorkShare({ contextTokens }: CellKey, tokenShare: number): number {
  return computeReadingWork(contextTokens * tokenShare) / computeReadingWork(contextTokens)
}

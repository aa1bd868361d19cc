/** What a run says about the speed of its machine. */
import type { Cell, CellKey, CellTiming } from '../../contract'
import { computeModelWork } from './cellWork'

export interface MeasuredCells {
  /** Of the plan, in the order they ran. */
  readonly planned: readonly CellKey[]
  readonly cells: readonly Cell[]
  readonly timings: readonly CellTiming[]
  readonly models: readonly { readonly parameterCount: number }[]
}

/**
 * A failed cell says nothing about what cells cost.
 *
 * @returns milliseconds for one parameter and token squared; null where nothing was measured
 */
export function measureSpeed({ planned, cells, timings, models }: MeasuredCells): number | null {
  const done = new Set(cells.filter(({ status }) => status === 'done').map(({ id }) => id))
  const durations = new Map(timings.map(({ id, durationMs }) => [id, durationMs]))
  const works = computeModelWork(planned, models)
  let [durationMs, work] = [0, 0]
  planned.forEach(({ id }, index) => {
    const measured = done.has(id) ? durations.get(id) : undefined
    if (measured === undefined) return
    durationMs += measured
    work += works[index]
  })
  return durationMs > 0 && work > 0 ? durationMs / work : null
}

/** How fast this machine has worked so far, so that a plan can say how long it will take. */
import { join } from 'node:path'
import { z } from 'zod'
import type { CellKey, CellTiming, ModelDescription } from '../../../contract'
import { computeCellWork } from '../../../study'
import { createKeptJson } from '../keptJson'
import type { Folders } from '../ports'

const keptSchema = z.object({ version: z.literal(1), msPerWork: z.number().positive() })

export interface MeasuredSpeed {
  /** Milliseconds for one parameter and token squared; null before the first run. */
  read(): Promise<number | null>
  /** A run is over; cells without a timing do not count. The newest run says most. */
  note(
    cells: readonly CellKey[],
    timings: readonly CellTiming[],
    models: readonly Pick<ModelDescription, 'parameterCount'>[],
  ): Promise<void>
}

export function createMeasuredSpeed({ userData }: Pick<Folders, 'userData'>): MeasuredSpeed {
  const kept = createKeptJson(join(userData, 'speed.json'), keptSchema)
  return {
    read: async () => (await kept.read())?.msPerWork ?? null,
    note: async (cells, timings, models) => {
      const durations = new Map(timings.map(({ id, durationMs }) => [id, durationMs]))
      const measured = cells.map(({ id }) => durations.has(id))
      const durationMs = cells.reduce((total, { id }) => total + (durations.get(id) ?? 0), 0)
      const work = computeWork(cells, models, measured)
      // A run does not fail because its speed could not be kept: the next plan then says that the time is not known.
      if (durationMs > 0 && work > 0)
        await kept.write({ version: 1, msPerWork: durationMs / work }).catch(() => undefined)
    },
  }
}

/** Cost of the cells in parameters x tokens squared; `counted` leaves some out. */
export function computeWork(
  cells: readonly CellKey[],
  models: readonly Pick<ModelDescription, 'parameterCount'>[],
  counted: readonly boolean[] = cells.map(() => true),
): number {
  return computeCellWork(cells).reduce(
    (total, work, index) =>
      counted[index] ? total + work * models[cells[index].model].parameterCount : total,
    0,
  )
}

/** How fast this machine has worked so far, so that a plan can say how long it will take; window and command line share it. */
import { join } from 'node:path'
import { z } from 'zod'
import { createKeptJson } from './keptJson'

const keptSchema = z.object({ version: z.literal(1), msPerWork: z.number().positive() })

/** Milliseconds for one parameter and token squared. */
export interface MeasuredSpeed {
  /** Null before the first run. */
  read(): Promise<number | null>
  /** The newest run says most. A run does not fail because its speed could not be kept. */
  keep(msPerWork: number | null): Promise<void>
}

/** @param userData folder of what the program keeps for itself */
export function createMeasuredSpeed(userData: string): MeasuredSpeed {
  const kept = createKeptJson(join(userData, 'speed.json'), keptSchema)
  return {
    read: async () => (await kept.read())?.msPerWork ?? null,
    keep: async (msPerWork) => {
      if (msPerWork !== null) await kept.write({ version: 1, msPerWork }).catch(() => undefined)
    },
  }
}

/** Kills the real program at random points of real runs, and a program that saves at random points of its saves. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killRuns } from './killRuns'
import { killSaves } from './killSaves'
import { createRandom } from './random'

/** What was killed how often, and what must not be, each without a full stop. */
export interface Kills {
  readonly kills: number
  readonly faults: readonly string[]
  /** In words, for the record. */
  readonly account: string
}

/** @returns whether no finished cell was lost and no damaged file stood under a final name */
export async function runCrashes(count: number, seed: number): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'ropewalk-kills-'))
  try {
    const saves = await killSaves(folder, Math.floor(count / 2), createRandom(seed, 0))
    console.log(saves.account)
    const runs = await killRuns(folder, Math.ceil(count / 2), createRandom(seed, 1))
    console.log(runs.account)
    const faults = [...saves.faults, ...runs.faults]
    console.log(`kills ${saves.kills + runs.kills}, seed ${seed}, faults ${faults.length}`)
    for (const fault of faults) console.log(`  ${fault}`)
    return faults.length === 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

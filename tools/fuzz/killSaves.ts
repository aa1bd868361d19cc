/** A process that writes and annotates experiment files, killed while it does. */
import { spawn } from 'node:child_process'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { readAnnotations, verifyExperiment } from '../../src-main/store'
import type { Random } from './random'
import type { Kills } from './runCrashes'

/** A save takes about as long. */
const LONGEST_WAIT_MS = 60

export async function killSaves(folder: string, count: number, random: Random): Promise<Kills> {
  const saves = join(folder, 'saves')
  await mkdir(saves)
  const annotated = join(saves, 'annotated.ropewalk')
  const faults: string[] = []
  let kept = 0
  for (let kill = 0; kill < count; kill++) {
    const told = await saveUntilKilled(saves, kept, random)
    for (const name of await readdir(saves)) {
      if (!name.endsWith('.ropewalk')) continue
      if (!(await verifyExperiment(join(saves, name))).ok) faults.push(`kill ${kill}: ${name} is damaged`)
    }
    const pins = (await readAnnotations(annotated)).headPins.length
    if (pins < told) faults.push(`kill ${kill}: ${told} pins were saved, ${pins} are there`)
    kept = pins
    if (kill % 20 === 19) console.error(`saves: ${kill + 1} of ${count} kills, ${faults.length} faults`)
  }
  return {
    kills: count,
    faults,
    account: `saves  ${count} kills; ${kept} annotations were saved, none lost, every file verifies`,
  }
}

/** @returns pins that the process said were saved before it was killed */
async function saveUntilKilled(folder: string, pins: number, random: Random): Promise<number> {
  const script = new URL('saveForever.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = pins
  let linesToWait = random.integer(1, 4)
  for await (const line of createInterface({ input: child.stdout })) {
    told = Number(line)
    linesToWait--
    if (linesToWait === 0)
      void wait(random.integer(0, LONGEST_WAIT_MS)).then(() => {
        child.kill('SIGKILL')
      })
  }
  return told
}

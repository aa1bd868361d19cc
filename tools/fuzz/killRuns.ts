/** `ropewalk run`, killed and resumed until it ends; the result has to be that of a run nobody disturbed. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readJournalBytes } from '../../e2e/actions/journalBytes'
import { readResultHashes } from '../../e2e/actions/readResultHashes'
import { runCli, startCli } from '../../e2e/actions/runCli'
import { untilJournalHolds } from '../../e2e/actions/untilJournalHolds'
import { writeSpec } from '../../e2e/actions/writeSpec'
import { verifyExperiment } from '../../src-main/store'
import type { Random } from './random'
import type { Kills } from './runCrashes'

const entrySchema = z.object({ cell: z.object({ id: z.string() }) })

/** About three cells: a kill comes before, within or behind any of them. */
const BYTES_BETWEEN_KILLS = 9000

export async function killRuns(folder: string, count: number, random: Random): Promise<Kills> {
  const spec = writeSpec(folder)
  const whole = join(folder, 'whole.ropewalk')
  await runCli(['run', spec, '-o', whole])
  const expected = JSON.stringify(await readResultHashes(whole))
  const faults: string[] = []
  let kills = 0
  let rounds = 0
  for (; kills < count; rounds++) {
    const target = join(folder, `run-${rounds}.ropewalk`)
    let finishedCells: string[] = []
    while (!existsSync(target)) {
      const run = startCli(['run', spec, '-o', target, '--resume'])
      const killAt = readJournalBytes(target) + random.integer(1, BYTES_BETWEEN_KILLS)
      if (kills < count) {
        await untilJournalHolds(killAt, target, run)
        run.process.kill('SIGKILL')
      }
      const { signal, code, stderr } = await run.ended
      kills += signal === 'SIGKILL' ? 1 : 0
      if (signal === null && code !== 0)
        return { kills, faults: [...faults, `resume failed: ${stderr}`], account: '' }
      const found = await listFinishedCells(target)
      if (!existsSync(target) && !finishedCells.every((id) => found.includes(id)))
        faults.push(`round ${rounds}: a finished cell was lost`)
      finishedCells = found
    }
    if (!(await verifyExperiment(target)).ok)
      faults.push(`round ${rounds}: a damaged file under its final name`)
    if (JSON.stringify(await readResultHashes(target)) !== expected)
      faults.push(`round ${rounds}: another result`)
    console.error(`runs: ${kills} of ${count} kills, ${faults.length} faults`)
  }
  return {
    kills,
    faults,
    account: `runs   ${kills} kills in ${rounds} runs, each equal to an undisturbed one`,
  }
}

/** Ids of the whole lines of the journal. */
async function listFinishedCells(target: string): Promise<string[]> {
  const text = await readFile(join(`${target}.journal`, 'journal.ndjson'), 'utf8').catch(() => '')
  return text
    .split('\n')
    .slice(1, -1)
    .map((line) => entrySchema.parse(JSON.parse(line)).cell.id)
}

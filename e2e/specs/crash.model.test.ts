/** Nothing that ends a run costs a finished cell: kill -9 of the whole program, of its engine, an interrupt, a hang. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { describe, expect, test } from 'vitest'
import { openExperiment } from '../../src-main/store'
import { readJournalBytes } from '../actions/journalBytes'
import { findEngineProcess } from '../actions/findEngineProcess'
import { readResultHashes } from '../actions/readResultHashes'
import { runCli, startCli } from '../actions/runCli'
import { makeScratchFolder } from '../actions/scratchFolder'
import { untilJournalHolds } from '../actions/untilJournalHolds'
import { writeSpec } from '../actions/writeSpec'

/** Long enough that no kill comes after the last cell. */
const longer = { contexts: [512, 1024] }

describe('a run that is ended from outside', () => {
  test('20 kills at random points, each resumed, equal an uninterrupted run', async () => {
    const folder = makeScratchFolder()
    const spec = writeSpec(folder)
    const whole = join(folder, 'whole.ropewalk')
    expect((await runCli(['run', spec, '-o', whole])).code).toBe(0)
    const expected = await readResultHashes(whole)
    const random = xoroshiro128plus(20)
    let kills = 0
    for (let round = 0; kills < 20; round++) {
      const target = join(folder, `killed-${round}.ropewalk`)
      while (!existsSync(target) && kills < 20) {
        const run = startCli(['run', spec, '-o', target, '--resume'])
        await untilJournalHolds(readJournalBytes(target) + uniformInt(random, 1, 9_000), target, run)
        run.process.kill('SIGKILL')
        const { signal } = await run.ended
        kills += signal === 'SIGKILL' ? 1 : 0
      }
      const resumed = await runCli([
        'run',
        spec,
        '-o',
        target,
        ...(existsSync(target) ? ['--overwrite'] : ['--resume']),
      ])
      expect(resumed.stderr).not.toContain('failed')
      expect(resumed.code).toBe(0)
      expect(await readResultHashes(target)).toEqual(expected)
      expect(existsSync(`${target}.journal`)).toBe(false)
    }
    expect(kills).toBe(20)
  })

  test('an engine that is killed costs one cell, which a resume makes good', async () => {
    const folder = makeScratchFolder()
    const spec = writeSpec(folder, longer)
    const target = join(folder, 'result.ropewalk')
    const run = startCli(['run', spec, '-o', target])
    await untilJournalHolds(6_000, target, run)
    process.kill(findEngineProcess(run.process.pid), 'SIGKILL')
    const ended = await run.ended
    expect(ended.stderr).toMatch(/engine lost: .*(SIGKILL|out of memory)/i)
    expect(ended.code).toBe(1)
    const experiment = await openExperiment(target)
    const failed = experiment.cells.filter((cell) => cell.status === 'failed')
    await experiment.close()
    expect(failed.map((cell) => cell.error.code)).toEqual(['engine.crashed'])
  })

  test('an interrupt ends with 130 within seconds and keeps what is finished', async () => {
    const folder = makeScratchFolder()
    const spec = writeSpec(folder, longer)
    const target = join(folder, 'result.ropewalk')
    const run = startCli(['run', spec, '-o', target])
    await untilJournalHolds(6_000, target, run)
    run.process.kill('SIGINT')
    const ended = await run.ended
    expect(ended.code).toBe(130)
    expect(ended.stderr).toMatch(/cancelled: \d+ of 24 cells are kept; go on with --resume/)
    expect(existsSync(target)).toBe(false)
    const lines = readFileSync(join(`${target}.journal`, 'journal.ndjson'), 'utf8')
      .trim()
      .split('\n')
    expect(lines.length).toBeGreaterThan(1)
    expect((await runCli(['run', spec, '-o', target, '--resume'])).code).toBe(0)
  })

  test('two runs never write the same file', async () => {
    const folder = makeScratchFolder()
    const spec = writeSpec(folder, longer)
    const target = join(folder, 'result.ropewalk')
    const first = startCli(['run', spec, '-o', target])
    await untilJournalHolds(1, target, first)
    first.process.kill('SIGSTOP')
    const second = await runCli(['run', spec, '-o', target, '--resume'])
    first.process.kill('SIGCONT')
    expect(second.code).toBe(2)
    expect(second.stderr).toMatch(/^ropewalk: .*process \d+/m)
    expect((await first.ended).code).toBe(0)
  })
})

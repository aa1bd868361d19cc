/** What schedulers do to a run: it is started again though it has finished, and told that its time is near. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli, startCli } from '../actions/runCli'
import { makeScratchFolder } from '../actions/scratchFolder'
import { untilJournalHolds } from '../actions/untilJournalHolds'
import { writeSpec } from '../actions/writeSpec'

test('a finished run that is resumed is done; one of another spec is refused', async () => {
  const folder = makeScratchFolder()
  const spec = writeSpec(folder, { contexts: [256], tasks: [{ kind: 'passkey', depths: [50], repeats: 1 }] })
  const target = join(folder, 'a.ropewalk')
  expect((await runCli(['run', spec, '-o', target])).code).toBe(0)
  const before = readFileSync(target)
  const again = await runCli(['run', spec, '-o', target, '--resume'])
  expect(again.stderr).toContain(`already finished: 2 cells in ${target}`)
  expect(again.code).toBe(0)
  expect(readFileSync(target)).toEqual(before)

  const other = writeSpec(folder, { contexts: [256], tasks: [{ kind: 'passkey', depths: [0], repeats: 1 }] })
  const refused = await runCli(['run', other, '-o', target, '--resume'])
  expect(refused.stderr).toContain('The target exists already')
  expect(refused.code).toBe(2)
})

test.skipIf(process.platform === 'win32')(
  'SIGUSR1 opens no debugger and ends nothing (needs POSIX signals)',
  async () => {
    const folder = makeScratchFolder()
    const target = join(folder, 'a.ropewalk')
    const run = startCli(['run', writeSpec(folder), '-o', target])
    await untilJournalHolds(1, target, run)
    run.process.kill('SIGUSR1')
    const { code, stderr } = await run.ended
    expect(stderr).not.toContain('Debugger')
    expect(code).toBe(0)
  },
)

/** A disk that fills up costs the run its end, never a finished cell and never a whole file. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openExperiment } from '../../src-main/store'
import { runCli } from '../actions/runCli'
import { makeScratchFolder } from '../actions/scratchFolder'
import { canMount, mountSmallDisk } from '../actions/smallDisk'
import { writeSpec } from '../actions/writeSpec'

describe.skipIf(!canMount())('a disk that fills up', () => {
  // Cells take about 1.2 MB in the journal and again in the file.
  test.each([
    ['while cells are kept', 300, ''],
    ['while the file is written', 1_900, '/result.ropewalk'],
  ])('%s', async (_, kibibytes, place) => {
    const spec = writeSpec(makeScratchFolder())
    const disk = mountSmallDisk(kibibytes)
    const target = join(disk.folder, 'result.ropewalk')
    const stopped = await runCli(['run', spec, '-o', target])
    expect(stopped.code).toBe(1)
    expect(stopped.stderr).toContain(
      `ropewalk: No space left while writing: ${disk.folder}${place}. Expected room on that disk. ` +
        'Free some space, then resume the run: finished cells are kept.\n',
    )
    expect(existsSync(target)).toBe(false)

    disk.grow(64 * 1024)
    const resumed = await runCli(['run', spec, '-o', target, '--resume'])
    expect(resumed.code).toBe(0)
    const keptCells = Number(/24 cells, (\d+) already done/.exec(resumed.stderr)?.[1])
    expect(keptCells).toBeGreaterThan(0)
    const experiment = await openExperiment(target)
    await experiment.close()
    expect(experiment.cells.filter((cell) => cell.status === 'done')).toHaveLength(24)
  })
})

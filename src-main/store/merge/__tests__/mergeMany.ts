/**
 * A process of its own that merges many files, so that the limit of open files can be its own.
 * Arguments: folder, number of files. Prints what was merged, as JSON.
 */
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sampleCells, sampleIds, writeSample } from '../../__tests__/sampleExperiment'
import { mergeExperiments } from '../mergeExperiments'

const [folder, count] = process.argv.slice(2)

/** Shares of three cells each; every other file is a copy of one of them, as machines leave them that took the same share. */
const SHARES = 4
const paths = Array.from({ length: Number(count) }, (_, index) => join(folder, `${index}.ropewalk`))
for (const [index, path] of paths.entries())
  if (index >= SHARES) await copyFile(paths[index % SHARES], path)
  else {
    const cells = sampleCells.slice(3 * index, 3 * index + 3)
    const done = cells.filter(({ cell }) => cell.status === 'done').length
    await writeSample(path, { cells, draft: { cells: { planned: 3, done, failed: 3 - done } } })
  }
const target = join(folder, 'merged.ropewalk')
const merge = await mergeExperiments(paths, target, { plannedCellIds: sampleIds, whenTargetExists: 'refuse' })
process.stdout.write(JSON.stringify(merge))

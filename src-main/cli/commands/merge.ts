/** `ropewalk merge`: files of one spec as one experiment. */
import { RopewalkError } from '../../contract'
import { mergeExperiments, readSpecOf } from '../../store'
import { planStudy } from '../../study'
import type { CliContext } from '../context'
import type { ExitCode } from '../exitCode'

export interface MergeCommandOptions {
  readonly output: string
  readonly overwrite?: true
  readonly partial?: true
}

export async function mergeFiles(
  paths: string[],
  options: MergeCommandOptions,
  context: CliContext,
): Promise<ExitCode> {
  if (paths.length < 2)
    throw new RopewalkError(
      'input.invalid',
      `Nothing to merge: ${paths.length} file. Expected two or more. Name the other shares.`,
    )
  const { planned, done, failed } = await mergeExperiments(paths, options.output, {
    plannedCellIds: planStudy(await readSpecOf(paths[0])).map(({ id }) => id),
    whenTargetExists: options.overwrite === true ? 'replace' : 'refuse',
  })
  const missing = planned - done - failed
  context.writeOut(
    `${done} of ${planned} cells done, ${failed} failed, ${missing} in none of the ${paths.length} files\n`,
  )
  context.writeError(`wrote ${options.output}\n`)
  return failed > 0 || (missing > 0 && options.partial !== true) ? 1 : 0
}

/** `ropewalk merge`: files of one spec as one experiment. */
import type { Command } from 'commander'
import { RopewalkError } from '../../contract'
import { mergeExperiments, readSpecOf } from '../../store'
import { planStudy } from '../../study'
import type { CliContext } from '../context'
import type { ExitCode } from '../exitCode'

interface MergeCommandOptions {
  readonly output: string
  readonly overwrite?: true
  readonly partial?: true
}

export function addMerge(program: Command, context: CliContext, finish: (code: ExitCode) => void): void {
  program
    .command('merge')
    .summary('join files of one spec')
    .description(
      'Joins experiment files of the same spec, models and texts, e.g. shares that several machines ran with ' +
        'run --shard; the journal of a run that was cut off (result.ropewalk.journal) counts as a file. A cell that ' +
        'two files finished must have the same result in both.',
    )
    .argument('<files.ropewalk...>', 'two or more experiment files, the preferred one first')
    .requiredOption('-o, --output <result.ropewalk>', 'file to write')
    .option('--overwrite', 'replace the file that is there')
    .option('--partial', 'exit with 0 though cells of the plan are in none of the files')
    .action(async (paths: string[], options: MergeCommandOptions) => {
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
      finish(failed > 0 || (missing > 0 && options.partial !== true) ? 1 : 0)
    })
}

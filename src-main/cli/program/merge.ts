/** `ropewalk merge`: files of one spec as one experiment. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import type { ExitCode } from '../exitCode'
import type { MergeCommandOptions } from '../commands/merge'

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
      const { mergeFiles } = await import('../commands/merge')
      finish(await mergeFiles(paths, options, context))
    })
}

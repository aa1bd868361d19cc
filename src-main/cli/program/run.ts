/** `ropewalk run`: runs an experiment spec into a `.ropewalk` file. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import { parseThreads } from './commandOptions'
import { parseShard } from '../shard'
import type { ExitCode } from '../exitCode'
import type { RunOptions } from '../commands/run'

export function addRun(program: Command, context: CliContext, finish: (code: ExitCode) => void): void {
  program
    .command('run')
    .summary('run an experiment into a file')
    .description(
      'Runs every cell of an experiment spec (models x extensions x contexts x tasks) and writes one .ropewalk file. ' +
        'Finished cells are kept as they come: after an interrupt, --resume goes on where it stopped.',
    )
    .argument('<experiment.json>', 'experiment spec; paths in it are relative to its folder')
    .requiredOption('-o, --output <result.ropewalk>', 'file to write')
    .option('--resume', 'go on with an unfinished run of the same spec')
    .option('--overwrite', 'replace a finished file, and give up an unfinished run')
    .option(
      '--take-over',
      'with --resume: take the unfinished run from another machine that seems to write it still',
    )
    .option(
      '--threads <n>',
      "processor threads, instead of the spec's; of no matter to the results",
      parseThreads,
    )
    .option('--report <file.html>', 'write the report too')
    .option('--shard <k/n>', 'run the k-th of n shares of the plan, to be joined with merge', parseShard)
    .action(async (specPath: string, options: RunOptions) => {
      const { runExperiment } = await import('../commands/run')
      finish(await runExperiment(specPath, options, context))
    })
}

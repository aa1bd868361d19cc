/** `ropewalk plan`: what a run would cost, and what it would refuse, before it starts. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import type { ExitCode } from '../exitCode'
import { jsonOption, type JsonOption } from './commandOptions'

export function addPlan(program: Command, context: CliContext, finish: (code: ExitCode) => void): void {
  program
    .command('plan')
    .summary('what a run would cost, before it starts')
    .description(
      'Prints cells, tokens, memory and time of an experiment spec, session by session and in all, and what a run would ' +
        'refuse and why. Loads no model; the time is known once this machine has run something.',
    )
    .argument('<experiment.json>', 'experiment spec; paths in it are relative to its folder')
    .addOption(jsonOption())
    .action(async (specPath: string, options: JsonOption) => {
      const { planExperiment } = await import('../commands/plan')
      finish(await planExperiment(specPath, options, context))
    })
}

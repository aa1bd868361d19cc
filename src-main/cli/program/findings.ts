/** `ropewalk findings`: the paper's findings on an experiment file, with the numbers behind them. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import { type JsonOption, jsonOption } from './commandOptions'

export function addFindings(program: Command, context: CliContext): void {
  program
    .command('findings')
    .summary('the findings of the paper on an experiment file')
    .description(
      'Prints the divergence of attention (table 1 of arXiv 2406.13282) and the three findings with their statistics: ' +
        'effects, intervals, tests and verdicts. The same numbers stand in the report; needs neither model nor engine.',
    )
    .argument('<result.ropewalk>', 'experiment file')
    .addOption(jsonOption())
    .action(async (path: string, options: JsonOption) => {
      const { printFindings } = await import('../commands/findings')
      await printFindings(path, options, context)
    })
}

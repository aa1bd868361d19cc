/** `ropewalk show`: the result of an experiment file, without model or engine. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import { type JsonOption, jsonOption } from './commandOptions'

export function addShow(program: Command, context: CliContext): void {
  program
    .command('show')
    .summary('the result of an experiment file')
    .description('Prints settings, results and findings of a .ropewalk file; needs neither model nor engine.')
    .argument('<result.ropewalk>', 'experiment file')
    .addOption(jsonOption())
    .action(async (path: string, options: JsonOption) => {
      const { printResult } = await import('../commands/show')
      await printResult(path, options, context)
    })
}

/** `ropewalk diff`: what differs between two experiment files, and nothing else. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import { type JsonOption, jsonOption } from './commandOptions'

export function addDiff(program: Command, context: CliContext): void {
  program
    .command('diff')
    .summary('what differs between two experiment files')
    .description(
      'Compares settings to the letter, results within the tolerance between the two machines, and findings; prints ' +
        'differences only.',
    )
    .argument('<a.ropewalk>', 'experiment file')
    .argument('<b.ropewalk>', 'experiment file')
    .addOption(jsonOption())
    .action(async (pathA: string, pathB: string, options: JsonOption) => {
      const { printDiff } = await import('../commands/diff')
      await printDiff(pathA, pathB, options, context)
    })
}

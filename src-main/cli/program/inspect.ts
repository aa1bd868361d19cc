/** `ropewalk inspect`: what a GGUF file says of itself, read without loading its weights. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import { type JsonOption, jsonOption } from './commandOptions'

export function addInspect(program: Command, context: CliContext): void {
  program
    .command('inspect')
    .summary('what a model file says of itself')
    .description('Reads the header of a GGUF file: shape, rotary geometry, trained context, stated scaling.')
    .argument('<model>', 'GGUF file; the first one of a split model')
    .addOption(jsonOption())
    .action(async (path: string, options: JsonOption) => {
      const { printModel } = await import('../commands/inspect')
      printModel(path, options, context)
    })
}

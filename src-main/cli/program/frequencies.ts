/** `ropewalk frequencies`: the table an extension gives, without running a model. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import type { FrequencyOptions } from '../commands/frequencies'
import { jsonOption, parseBase, parseCount } from './commandOptions'
import { describeExtensions } from './extensionHelp'

export function addFrequencies(program: Command, context: CliContext): void {
  program
    .command('frequencies')
    .summary('the rotary frequencies an extension gives')
    .description(
      'Prints inverse frequencies, wavelengths and rotations at the trained context, for a model file or for three numbers.',
    )
    .option('--model <file>', 'GGUF file to take dimensions, base and trained context from')
    .option('--head-dim <d>', 'rotary dimensions of a head', parseCount)
    .option('--base <b>', 'RoPE base', parseBase)
    .option('--trained-context <tokens>', 'trained context; overrides that of --model', parseCount)
    .option('--extension <spec>', 'RoPE extension, e.g. yarn:scale=4')
    .option(
      '--config <file>',
      'instead of --extension: a config.json, its RoPE keys, or the command line of an engine; - reads standard input',
    )
    .option('--context <tokens>', 'context length of the run; default the trained context', parseCount)
    .addOption(jsonOption())
    .addHelpText('after', `\n${describeExtensions()}`)
    .action(async (options: FrequencyOptions) => {
      const { printFrequencies } = await import('../commands/frequencies')
      await printFrequencies(options, context)
    })
}

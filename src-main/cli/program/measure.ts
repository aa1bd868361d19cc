/** `ropewalk measure`: one text, one extension, every head observed. */
import { Option, type Command } from 'commander'
import type { CliContext } from '../context'
import type { MeasureOptions } from '../commands/measure'
import {
  parseQueries,
  backendOption,
  jsonOption,
  parseContext,
  parseCount,
  parseThreads,
} from './commandOptions'
import { describeExtensions } from './extensionHelp'

export function addMeasure(program: Command, context: CliContext): void {
  program
    .command('measure')
    .summary('attention and likelihood of one text under one extension')
    .description(
      'Evaluates a text with an extension and prints the likelihood of every token and what every head attends to.',
    )
    .argument('<model>', 'GGUF file')
    .requiredOption('--text <file>', 'text to read, UTF-8; of a .jsonl file the field `text` of each line')
    .requiredOption('--extension <spec>', 'RoPE extension, e.g. yarn:scale=auto')
    .option(
      '--tokens <n>',
      'read the first n tokens, BOS included where the model adds one; default all',
      parseContext,
    )
    .option(
      '--context <tokens>',
      'context length that scale=auto is computed from; default the tokens read',
      parseContext,
    )
    .option('--trained-context <tokens>', "trained context, where the file's own is wrong", parseCount)
    .addOption(
      new Option('--queries <which>', 'observed queries: all, or last:K')
        .argParser(parseQueries)
        .default({ kind: 'all' }, 'all'),
    )
    .option('--threads <n>', 'processor threads', parseThreads)
    .addOption(backendOption())
    .option('--ignore-memory-estimate', 'run even where the estimate says that memory does not suffice')
    .addOption(jsonOption())
    .addHelpText('after', `\n${describeExtensions()}`)
    .action(async (path: string, options: MeasureOptions) => {
      const { measureText } = await import('../commands/measure')
      await measureText(path, options, context)
    })
}

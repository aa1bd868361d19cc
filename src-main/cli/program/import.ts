/** `ropewalk import`: results of another tool as JSON of ours, and beside an experiment. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import type { ImportOptions } from '../commands/import'
import { jsonOption } from './commandOptions'

export function addImport(program: Command, context: CliContext): void {
  program
    .command('import')
    .summary('results of another tool, to compare with')
    .description(
      'Reads a log of llama-perplexity, needle-in-a-haystack JSON, RULER predictions, retrieval-head scores or a YaRN ' +
        'perplexity table; the format is recognised. With --beside, prints them next to an experiment.',
    )
    .argument('<results>', 'file of the other tool')
    .option('-o, --output <imported.json>', 'file to write; an existing one is never replaced')
    .option('--beside <result.ropewalk>', 'experiment file to compare with')
    .addOption(jsonOption())
    .action(async (path: string, options: ImportOptions) => {
      const { importFile } = await import('../commands/import')
      await importFile(path, options, context)
    })
}

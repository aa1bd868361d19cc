/** `ropewalk report`: an experiment file as a document, a spreadsheet, a bibliography or pictures. */
import { Option, type Command } from 'commander'
import type { CliContext } from '../context'
import { collect, parseHeads, parseSections, parseWords } from './reportOptions'
import type { ReportOptions } from '../commands/report'

export function addReport(program: Command, context: CliContext): void {
  program
    .command('report')
    .summary('an experiment file as HTML, PDF, Markdown, LaTeX, CSV, Parquet, BibTeX or figures')
    .description(
      'Writes findings, figures, settings and provenance in the format that the name asks for. HTML is one file that ' +
        'needs no network; Markdown, LaTeX, CSV and Parquet put figures or tables into a folder beside them.',
    )
    .argument('<result.ropewalk>', 'experiment file')
    .option('-o, --output <name.html>', 'file to write: .html, .pdf, .md, .csv, .parquet, .tex or .bib')
    .option('--figures <folder>', 'write every figure as a file of its own')
    .addOption(new Option('--figure-format <format>', 'of --figures').choices(['svg', 'png']).default('svg'))
    .option('--template <file.json>', 'layout: title, authors, notes, sections, extensions, heads')
    .option('--title <text>', 'instead of the experiment’s')
    .option('--author <name>', 'once for each', collect)
    .option('--notes <file.txt>', 'plain text; an empty line begins a paragraph')
    .option('--sections <ids>', 'in this order, with commas between', parseSections)
    .option('--extensions <specs>', 'shown in the results, in this order, with blanks between', parseWords)
    .option('--heads <names>', 'drawn as lines of their own, e.g. "L0H3 L2H1"', parseHeads)
    .option('--save-template <file.json>', 'keep this layout for other experiments')
    .action(async (path: string, options: ReportOptions) => {
      const { makeReport } = await import('../commands/report')
      await makeReport(path, options, context)
    })
}

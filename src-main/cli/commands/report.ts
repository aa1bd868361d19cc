/** `ropewalk report`: an experiment file as a document, a spreadsheet, a bibliography or pictures. */
import { writeFile } from 'node:fs/promises'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { RopewalkError } from '../../contract'
import { toTargetError } from '../../store'
import type { CliContext } from '../context'
import { openContents } from '../openContents'
import { collect, parseSections, parseWords, readTemplate, type TemplateOptions } from '../readTemplate'
import { writeFigures, type FigureFormat } from '../writeFigures'
import { checkReportName, writeReport } from '../writeReport'

interface ReportOptions extends TemplateOptions {
  readonly output?: string
  readonly figures?: string
  readonly figureFormat: FigureFormat
  readonly saveTemplate?: string
}

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
      const { output, figures, saveTemplate } = options
      if (output === undefined && figures === undefined && saveTemplate === undefined)
        throw new RopewalkError(
          'input.invalid',
          'Nothing to write: neither -o nor --figures is given. Expected a file name or a folder. Add one of them.',
        )
      if (output !== undefined) await checkReportName(output)
      const template = await readTemplate(options)
      const contents = await openContents(path)
      if (output !== undefined) {
        await writeReport(contents, output, template)
        context.writeError(`wrote ${output}\n`)
      }
      if (figures !== undefined) {
        const count = await writeFigures(contents, {
          folder: figures,
          format: options.figureFormat,
          template,
        })
        context.writeError(`wrote ${count} figures to ${figures}\n`)
      }
      if (saveTemplate !== undefined) {
        await saveText(saveTemplate, `${JSON.stringify(template, null, 2)}\n`)
        context.writeError(`wrote ${saveTemplate}\n`)
      }
    })
}

function parseHeads(text: string): string[] {
  const heads = parseWords(text)
  if (heads.length > 0 && heads.every((head) => /^L\d{1,4}H\d{1,4}$/.test(head))) return heads
  throw new InvalidArgumentError('Expected heads such as "L0H3 L2H1".')
}

async function saveText(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (thrown) {
    throw toTargetError(thrown, path)
  }
}

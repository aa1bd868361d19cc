/** `ropewalk report`: an experiment file as a document, a spreadsheet, a bibliography or pictures. */
import { writeFile } from 'node:fs/promises'
import { RopewalkError } from '../../contract'
import { toTargetError } from '../../store'
import type { CliContext } from '../context'
import { openContents } from '../openContents'
import { readTemplate, type TemplateOptions } from '../readTemplate'
import { writeFigures, type FigureFormat } from '../writeFigures'
import { checkReportName, writeReport } from '../writeReport'

export interface ReportOptions extends TemplateOptions {
  readonly output?: string
  readonly figures?: string
  readonly figureFormat: FigureFormat
  readonly saveTemplate?: string
}

export async function makeReport(path: string, options: ReportOptions, context: CliContext): Promise<void> {
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
}

async function saveText(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (thrown) {
    throw toTargetError(thrown, path)
  }
}

/** A report in one of its formats, as files that are not on disk yet. */
import { assertNever, plainTemplate, type ReportTemplate } from '../contract'
import { encodeBibtex } from './bibtex/encodeBibtex'
import type { ExperimentContents } from './contents'
import { writeCsv } from './csv/writeCsv'
import { composeResults } from './document/composeResults'
import type { ReportDocument } from './document/model'
import { listReferences } from './document/references'
import { textFile, type ReportFile } from './file'
import { renderHtml } from './html/renderHtml'
import { writeLatex } from './latex/writeLatex'
import { writeMarkdown } from './markdown/writeMarkdown'
import { writeParquet } from './parquet/writeParquet'
import { fixDates } from './pdf/fixDates'
import { composeReport } from './template/composeReport'
import { narrowContents } from './template/narrowContents'

/** The ending of a report's name is its format. */
export const reportEndings = ['html', 'pdf', 'md', 'csv', 'parquet', 'tex', 'bib'] as const
export type ReportEnding = (typeof reportEndings)[number]

export interface ReportRequest {
  readonly ending: ReportEnding
  /** Without ending; folders of figures and tables are named after it. */
  readonly name: string
  readonly template?: ReportTemplate
  /** Prints a page that needs nothing from outside; asked for PDF only. */
  readonly printToPdf: (html: string) => Promise<Uint8Array>
}

/**
 * @returns the report first, then what lies beside it; the same contents and template give the same bytes
 * @throws RopewalkError `input.invalid` where the template chooses nothing of the experiment; what the printer throws
 */
export async function writeReport(
  contents: ExperimentContents,
  request: ReportRequest,
): Promise<ReportFile[]> {
  const { ending, name, template = plainTemplate } = request
  const report = composeReport(contents, template)
  const results = () => composeResults(narrowContents(contents, template))
  const print = async (shown: ReportDocument) =>
    fixDates(await request.printToPdf(renderHtml(shown)), contents.manifest.createdAt)
  switch (ending) {
    case 'html':
      return [textFile(`${name}.html`, renderHtml(report))]
    case 'pdf':
      return [{ path: `${name}.pdf`, bytes: await print(report) }]
    case 'md':
      return writeMarkdown(report, name)
    case 'csv':
      return writeCsv(report, results(), name)
    case 'parquet':
      return writeParquet(report, results(), name)
    case 'tex':
      return writeLatex(report, listReferences(contents.manifest.spec), name)
    case 'bib':
      return [textFile(`${name}.bib`, encodeBibtex(listReferences(contents.manifest.spec)))]
    default:
      return assertNever(ending)
  }
}

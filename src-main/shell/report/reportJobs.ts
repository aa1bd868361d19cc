/** The slow work of reports: statistics, figures, pages. Done in a thread of its own, so that the window never waits. */
import type { ReportFormat, ReportTemplate } from '../../contract'
import {
  composeDocument,
  composeReport,
  renderHtml,
  writeReport,
  type ExperimentContents,
  type ReportDocument,
  type ReportFile,
} from '../../report'

export interface ReportLayout {
  readonly format: Exclude<ReportFormat, 'pdf'>
  /** Without ending. */
  readonly name: string
  readonly template: ReportTemplate
}

export interface ReportJobs {
  readonly compose: (contents: ExperimentContents) => Promise<ReportDocument>
  /** @throws RopewalkError `input.invalid` where nothing of the experiment is chosen */
  readonly renderPage: (contents: ExperimentContents, template: ReportTemplate) => Promise<string>
  /** @throws RopewalkError `input.invalid` where nothing of the experiment is chosen */
  readonly write: (contents: ExperimentContents, layout: ReportLayout) => Promise<readonly ReportFile[]>
}

/** In the thread that calls. */
export const reportJobs: ReportJobs = {
  compose: (contents) => Promise.resolve(composeDocument(contents)),
  renderPage: (contents, template) =>
    new Promise((resolve) => resolve(renderHtml(composeReport(contents, template)))),
  write: (contents, { format, name, template }) =>
    writeReport(contents, {
      ending: format,
      name,
      template,
      printToPdf: () => Promise.reject(new Error('A thread has no page to print.')),
    }),
}

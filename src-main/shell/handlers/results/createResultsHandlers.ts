/** Answers the window about open experiments, with the same documents that reports are made of. */
import { basename, dirname, extname, join } from 'node:path'
import {
  RopewalkError,
  type OpenedExperiment,
  type ReportFormat,
  type ReportTemplate,
  type ResultsApi,
} from '../../../contract'
import { encodeCsv, renderFigureSvg, type ExperimentContents, type ReportFile } from '../../../report'
import { diffExperiments, writeFiles } from '../../../store'
import { experimentKind, templateKind } from '../fileKinds'
import type { ApiHandlers, HandlerPorts } from '../ports'
import type { ExperimentShelf } from './ExperimentShelf'
import { Reports } from './Reports'
import { readTemplateFile, writeTemplateFile } from './templateFiles'

type ResultsPorts = Pick<HandlerPorts, 'dialogs' | 'addRecent' | 'servePage' | 'printPdf' | 'reportJobs'>

export function createResultsHandlers(
  { dialogs, addRecent, servePage, printPdf, reportJobs }: ResultsPorts,
  shelf: ExperimentShelf,
): ApiHandlers<ResultsApi> {
  const reports = new Reports(reportJobs)

  async function open(path: string): Promise<OpenedExperiment> {
    const opened = await shelf.open(path)
    addRecent(opened.path)
    return opened
  }

  /** A page is printed where there is a browser engine, everything else is made in the thread of reports. */
  async function makeReport(
    contents: ExperimentContents,
    { format, name, template }: { format: ReportFormat; name: string; template: ReportTemplate },
  ): Promise<readonly ReportFile[]> {
    if (format !== 'pdf') return reportJobs.write(contents, { format, name, template })
    const page = await reportJobs.renderPage(contents, template)
    return [{ path: `${name}.pdf`, bytes: await printPdf(page) }]
  }

  return {
    listOpen: async () => shelf.list(),
    openExperiment: ({ path }) => open(path),
    chooseExperiments: async () => {
      const paths = await dialogs.chooseFiles({ kinds: [experimentKind], multiple: true })
      return Promise.all(paths.map(open))
    },
    closeExperiment: ({ experimentId }) => shelf.close(experimentId),
    readExperiment: async ({ experimentId }) => shelf.describe(experimentId),
    readTensors: async ({ experimentId, cellId }) => {
      const source = shelf.find(experimentId)
      const cell = source.cells.find(({ id }) => id === cellId)
      if (cell !== undefined) return source.readTensors(cell)
      throw new RopewalkError(
        'input.invalid',
        `No such cell: ${cellId}. Expected one of ${source.path}. Choose another.`,
        { cellId },
      )
    },
    composeDocument: ({ experimentId }) => reports.compose(shelf.find(experimentId)),
    diffExperiments: async ({ experimentIdA, experimentIdB }) =>
      diffExperiments(shelf.find(experimentIdA), shelf.find(experimentIdB)),
    drawFigure: async ({ experimentId, figureId }) =>
      renderFigureSvg(await reports.findFigure(shelf.find(experimentId), figureId)),
    writeFigureData: async ({ experimentId, figureId }) =>
      encodeCsv((await reports.findFigure(shelf.find(experimentId), figureId)).table),
    previewReport: async ({ experimentId, template }) =>
      servePage(await reportJobs.renderPage(await reports.read(shelf.find(experimentId)), template)),
    exportReport: async ({ experimentId, format, template }) => {
      const source = shelf.find(experimentId)
      const target = await dialogs.chooseTarget({
        kinds: [{ name: format.toUpperCase(), extensions: [format] }],
        suggestedPath: join(dirname(source.path), `${nameOf(source.path)}.${format}`),
      })
      if (target === null) return null
      const files = await makeReport(await reports.read(source), { format, name: nameOf(target), template })
      await writeFiles(files, dirname(target))
      return join(dirname(target), files[0].path)
    },
    chooseTemplate: async () => {
      const [path] = await dialogs.chooseFiles({ kinds: [templateKind], multiple: false })
      return path === undefined ? null : readTemplateFile(path)
    },
    saveTemplate: async ({ template }) => {
      const suggestedPath = 'report-template.json'
      const target = await dialogs.chooseTarget({ kinds: [templateKind], suggestedPath })
      if (target !== null) await writeTemplateFile(target, template)
      return target
    },
  }
}

function nameOf(path: string): string {
  return basename(path, extname(path))
}

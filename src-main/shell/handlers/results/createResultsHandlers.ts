/** Answers the window about open experiments, with the same documents that reports are made of. */
import { basename, dirname, extname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import {
  RopewalkError,
  type OpenedExperiment,
  type ReportSelection,
  type ResultsApi,
} from '../../../contract'
import { renderHtml, type ReportDocument } from '../../../report'
import { diffExperiments, toTargetError } from '../../../store'
import { experimentKind } from '../fileKinds'
import type { ApiHandlers, HandlerPorts } from '../ports'
import { Documents } from './Documents'
import type { ExperimentShelf } from './ExperimentShelf'

type ResultsPorts = Pick<HandlerPorts, 'dialogs' | 'addRecent' | 'printPdf'>

export function createResultsHandlers(
  { dialogs, addRecent, printPdf }: ResultsPorts,
  shelf: ExperimentShelf,
): ApiHandlers<ResultsApi> {
  const documents = new Documents()

  async function open(path: string): Promise<OpenedExperiment> {
    const opened = await shelf.open(path)
    addRecent(opened.path)
    return opened
  }

  async function compose(experimentId: string, selection: ReportSelection): Promise<ReportDocument> {
    const document = await documents.compose(shelf.find(experimentId))
    const wanted = new Set(selection.sectionIds)
    return {
      ...document,
      title: selection.title,
      sections: document.sections.filter(({ id }) => wanted.has(id)),
    }
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
    composeDocument: ({ experimentId }) => documents.compose(shelf.find(experimentId)),
    diffExperiments: async ({ experimentIdA, experimentIdB }) =>
      diffExperiments(shelf.find(experimentIdA), shelf.find(experimentIdB)),
    previewReport: async ({ experimentId, selection }) => renderHtml(await compose(experimentId, selection)),
    exportReport: async ({ experimentId, format, selection }) => {
      const { path } = shelf.find(experimentId)
      const target = await dialogs.chooseTarget({
        kinds: [{ name: format.toUpperCase(), extensions: [format] }],
        suggestedPath: join(dirname(path), `${basename(path, extname(path))}.${format}`),
      })
      if (target === null) return null
      const page = renderHtml(await compose(experimentId, selection))
      const bytes = format === 'pdf' ? Buffer.from(await printPdf(page)) : page
      try {
        await writeFileAtomic(target, bytes)
        return target
      } catch (thrown) {
        throw toTargetError(thrown, target)
      }
    },
  }
}

/** Open experiments as the report reads them. A file never changes, so it is read and composed once. */
import { RopewalkError } from '../../../contract'
import { listFigures, readContents, type ExperimentContents, type ReportDocument } from '../../../report'
import type { StoredExperiment } from '../../../store'
import type { ReportJobs } from '../../report'

export class Reports {
  readonly #jobs: ReportJobs
  readonly #read = new WeakMap<StoredExperiment, Promise<ExperimentContents>>()
  readonly #composed = new WeakMap<ExperimentContents, Promise<ReportDocument>>()

  constructor(jobs: ReportJobs) {
    this.#jobs = jobs
  }

  /** A run in work, whose manifest names no parts yet, is read anew each time. */
  read(source: StoredExperiment): Promise<ExperimentContents> {
    const isFile = Object.keys(source.manifest.parts).length > 0
    const contents = this.#read.get(source) ?? readContents(source)
    if (isFile) this.#read.set(source, contents)
    return contents
  }

  async compose(source: StoredExperiment): Promise<ReportDocument> {
    const contents = await this.read(source)
    const document = this.#composed.get(contents) ?? this.#jobs.compose(contents)
    this.#composed.set(contents, document)
    return document
  }

  /** @throws RopewalkError `input.invalid` for a figure that the document does not have */
  async findFigure(source: StoredExperiment, figureId: string) {
    const figure = listFigures(await this.compose(source)).find(({ id }) => id === figureId)
    if (figure !== undefined) return figure
    throw new RopewalkError(
      'input.invalid',
      `No such figure: ${figureId}. Expected one of the document. Choose another.`,
      { figureId },
    )
  }
}

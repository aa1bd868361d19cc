/** The run in work as an experiment: the cells its journal keeps so far, readable like a file. */
import type { Cell, CellTiming, Manifest, NamedTensor } from '../../../contract'
import type { ExperimentJournal, StoredExperiment } from '../../../store'
import { buildManifestDraft, type PreparedStudy, type StudyEvent } from '../../../study'

type Applied = Extract<StudyEvent, { kind: 'sessionOpened' }>

export interface LiveExperimentOptions {
  readonly path: string
  readonly study: PreparedStudy
  readonly journal: ExperimentJournal
  readonly appVersion: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
}

export class LiveExperiment implements StoredExperiment {
  readonly #options: LiveExperimentOptions
  readonly #applied: Applied[] = []

  constructor(options: LiveExperimentOptions) {
    this.#options = options
  }

  get path(): string {
    return this.#options.path
  }

  get cells(): readonly Cell[] {
    return this.#options.journal.cells
  }

  get timings(): readonly CellTiming[] {
    return this.#options.journal.timings
  }

  get warnings(): readonly string[] {
    return this.#options.journal.warnings
  }

  get manifest(): Manifest {
    const { study, appVersion, createdAt } = this.#options
    const done = this.cells.filter(({ status }) => status === 'done').length
    const counts = { planned: study.cells.length, done, failed: this.cells.length - done }
    const draft = buildManifestDraft({ study, appVersion, createdAt, applied: this.#applied, counts })
    return { ...draft, parts: {} }
  }

  hear(event: StudyEvent): void {
    if (event.kind === 'sessionOpened') this.#applied.push(event)
  }

  readTensors(cell: Cell): Promise<NamedTensor[]> {
    return this.#options.journal.readTensors(cell)
  }

  /** The journal is the run's to close. */
  close(): Promise<void> {
    return Promise.resolve()
  }
}

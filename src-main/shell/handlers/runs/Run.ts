/** One run of the window, over all its sittings: started or resumed, paused, cancelled, single cells tried again. */
import {
  RopewalkError,
  toWireError,
  type BackendChoice,
  type BackendName,
  type ExperimentSpec,
} from '../../../contract'
import {
  createMeasuredSpeed,
  openExperiment,
  openJournal,
  type ExperimentJournal,
  type JournalOptions,
} from '../../../store'
import {
  buildFirstManifestDraft,
  createStudyFiles,
  measureSpeed,
  prepareStudy,
  runStudy,
  untilCancelled,
  type PreparedStudy,
  type StudyResult,
} from '../../../study'
import type { HandlerPorts } from '../ports'
import type { ExperimentShelf } from '../results'
import { LiveExperiment } from './LiveExperiment'
import { PauseGate } from './PauseGate'
import { reopenFile } from './reopenFile'
import { RunBoard } from './RunBoard'

export type RunPorts = Pick<
  HandlerPorts,
  'engine' | 'emit' | 'clock' | 'folders' | 'addRecent' | 'appVersion'
>

export interface RunRequest {
  readonly runId: string
  readonly experimentId: string
  readonly spec: ExperimentSpec
  /** What paths of the spec are relative to. */
  readonly specFolder: string
  readonly target: string
  readonly mode: JournalOptions['mode']
  readonly whenTargetExists: 'refuse' | 'replace'
}

export class Run {
  readonly board: RunBoard
  readonly #request: RunRequest
  readonly #ports: RunPorts
  readonly #shelf: ExperimentShelf
  readonly #gate = new PauseGate()
  readonly #retried = new Set<string>()
  #controller = new AbortController()
  #live: LiveExperiment | null = null
  #sitting: Promise<void> = Promise.resolve()

  constructor(request: RunRequest, ports: RunPorts, shelf: ExperimentShelf) {
    this.#request = request
    this.#ports = ports
    this.#shelf = shelf
    const { runId, experimentId, spec, target } = request
    this.board = new RunBoard({ ...ports, runId, experimentId, title: spec.title, targetPath: target })
  }

  get isOver(): boolean {
    const { status } = this.board.state
    return status === 'done' || status === 'cancelled' || status === 'failed'
  }

  /** Resolves when nothing is in work any more; whatever happened stands on the board. */
  get ended(): Promise<void> {
    return this.#sitting
  }

  start(): void {
    this.#sitting = this.#sit((study) => this.#openJournal(study, this.#request.mode))
  }

  pause(): void {
    const { status } = this.board.state
    if (status !== 'running' && status !== 'preparing') return
    this.#gate.close()
    this.board.setStatus('pausing')
  }

  continue(): void {
    const { status } = this.board.state
    if (status !== 'pausing' && status !== 'paused') return
    this.#gate.open()
    this.board.setStatus('running')
    if (status === 'paused') this.board.log('info', 'continued')
  }

  cancel(): void {
    if (this.isOver) return
    this.#retried.clear()
    this.board.setStatus('cancelling')
    this.#controller.abort()
  }

  /** @throws RopewalkError `input.invalid` for a cell that did not fail, or where the run itself did not come to its end */
  retry(cellId: string): void {
    if (this.board.findEnded(cellId)?.status !== 'failed')
      throw new RopewalkError(
        'input.invalid',
        `Not a failed cell: ${cellId}. Expected one that failed. Choose another.`,
        { cellId },
      )
    const { status } = this.board.state
    if (status === 'cancelled' || status === 'failed')
      throw new RopewalkError(
        'input.invalid',
        `A run that did not come to its end: ${status}. Expected a finished one. Resume it: failed cells are tried again.`,
        { status },
      )
    this.#retried.add(cellId)
    if (this.isOver) this.#sitting = this.#retry()
  }

  async #retry(): Promise<void> {
    while (this.#retried.size > 0) {
      const retriedIds = new Set(this.#retried)
      this.#retried.clear()
      for (const cell of retriedIds) this.board.log('info', 'retrying', { cell })
      await this.#sit(async (study) => {
        await this.#shelf.release(this.#request.experimentId)
        await reopenFile(this.#request.target, study, this.#describeJournal(study))
        return this.#openJournal(study, 'resume')
      }, retriedIds)
    }
  }

  async #sit(
    openJournalOf: (study: PreparedStudy) => Promise<ExperimentJournal>,
    retriedIds?: ReadonlySet<string>,
  ): Promise<void> {
    this.#controller = new AbortController()
    this.board.setStatus('preparing')
    try {
      const study = await this.#prepare()
      const result = await this.#runCells(study, await openJournalOf(study), retriedIds)
      await this.#end(result)
    } catch (thrown) {
      await this.#fail(thrown)
    }
    if (this.board.state.status === 'done' && retriedIds === undefined) await this.#retry()
  }

  async #prepare(): Promise<PreparedStudy> {
    const { spec, specFolder } = this.#request
    const { engine, folders } = this.#ports
    const { signal } = this.#controller
    const client = await untilCancelled(signal, engine.start())
    const files = createStudyFiles(specFolder, folders.resources)
    const study = await prepareStudy(spec, files, client, {
      signal,
      onEvent: (event) => this.board.hear(event),
    })
    refuseOtherBackend(spec.engine.backend, study.engine.backend)
    return study
  }

  #openJournal(study: PreparedStudy, mode: JournalOptions['mode']): Promise<ExperimentJournal> {
    const { target, whenTargetExists } = this.#request
    return openJournal(target, {
      ...this.#describeJournal(study),
      mode,
      // What is resumed here began with this target.
      whenTargetExists: mode === 'resume' ? 'replace' : whenTargetExists,
    })
  }

  #describeJournal(study: PreparedStudy) {
    const { spec, specFolder } = this.#request
    const { appVersion, clock } = this.#ports
    const createdAt = new Date(clock.now()).toISOString()
    return {
      spec,
      specFolder,
      plannedCellIds: study.cells.map(({ id }) => id),
      facts: study.facts,
      draft: buildFirstManifestDraft({ study, appVersion, createdAt }),
    }
  }

  async #runCells(
    study: PreparedStudy,
    journal: ExperimentJournal,
    retriedIds?: ReadonlySet<string>,
  ): Promise<StudyResult> {
    const { experimentId, runId, target } = this.#request
    const { appVersion, engine, clock } = this.#ports
    const createdAt = new Date(clock.now()).toISOString()
    const live = new LiveExperiment({ path: target, study, journal, appVersion, createdAt })
    this.#live = live
    this.board.plan(study.cells, journal.cells, journal.timings)
    await this.#shelf.put(experimentId, live, runId)
    if (this.board.state.status === 'preparing') this.board.setStatus('running')
    const result = await runStudy({
      study,
      host: engine,
      journal,
      appVersion,
      signal: this.#controller.signal,
      now: () => clock.now(),
      ...(retriedIds && { retriedIds }),
      beforeCell: () => this.#passGate(),
      onEvent: (event) => {
        live.hear(event)
        this.board.hear(event)
      },
    })
    await this.#noteSpeed(study, journal)
    return result
  }

  #noteSpeed(
    { cells: planned, models }: PreparedStudy,
    { cells, timings }: ExperimentJournal,
  ): Promise<void> {
    const descriptions = models.map(({ description }) => description)
    return createMeasuredSpeed(this.#ports.folders.userData).keep(
      measureSpeed({ planned, cells, timings, models: descriptions }),
    )
  }

  async #passGate(): Promise<void> {
    if (!this.#gate.isClosed) return
    this.board.setStatus('paused')
    this.board.log('info', 'paused')
    await this.#gate.pass()
  }

  async #end({ status, planned, done, failed }: StudyResult): Promise<void> {
    this.#gate.open()
    const { experimentId, target } = this.#request
    if (status === 'done') {
      this.#live = null
      await this.#shelf.put(experimentId, await openExperiment(target), null)
      this.#ports.addRecent(target)
      this.board.log('info', 'finished', { done, failed, path: target })
    } else {
      await this.#settleLive()
      this.board.log('info', 'cancelled', { ended: done + failed, planned })
    }
    this.board.setStatus(status)
  }

  /** What the journal holds stays open, but nothing writes to it any more. */
  async #settleLive(): Promise<void> {
    if (this.#live !== null) await this.#shelf.put(this.#request.experimentId, this.#live, null)
    this.#live = null
  }

  async #fail(thrown: unknown): Promise<void> {
    this.#gate.open()
    await this.#settleLive()
    const error = toWireError(thrown)
    if (error.code === 'run.cancelled') {
      this.board.log('info', 'cancelled', { ended: 0, planned: this.board.state.planned })
      this.board.setStatus('cancelled')
      return
    }
    this.board.log('error', 'failed', { message: error.message })
    this.board.setStatus('failed', error)
  }
}

/** @throws RopewalkError `backend.unavailable` */
function refuseOtherBackend(wanted: BackendChoice, used: BackendName): void {
  if (wanted === 'auto' || wanted === used) return
  throw new RopewalkError(
    'backend.unavailable',
    `Another backend than the experiment asks for: ${used}. Expected ${wanted}. ` +
      'Choose it in the settings, or let the experiment take any.',
    { wanted, used },
  )
}

/** What the window is told of a run: its state, its cells and its log, made from the events of the study. */
import type {
  Cell,
  CellKey,
  CellTiming,
  EndedCell,
  RunLogLine,
  RunSnapshot,
  RunState,
  RunStatus,
  WireError,
} from '../../../contract'
import type { StudyEvent } from '../../../study'
import type { Clock, Emit } from '../ports'
import { Throttle } from './Throttle'

/** At most ten times a second. */
const TELL_INTERVAL_MS = 100
/** Older lines are dropped: a run of many failing cells must not fill the memory. */
const MOST_LOG_LINES = 2_000

export interface RunBoardOptions {
  readonly emit: Emit
  readonly clock: Clock
  readonly runId: string
  readonly experimentId: string
  readonly title: string
  readonly targetPath: string
}

export class RunBoard {
  readonly #options: RunBoardOptions
  readonly #throttle: Throttle
  #state: RunState
  #planned: readonly CellKey[] = []
  readonly #ended = new Map<string, EndedCell>()
  readonly #log: RunLogLine[] = []

  constructor(options: RunBoardOptions) {
    this.#options = options
    const { emit, clock, runId, experimentId, title, targetPath } = options
    this.#state = {
      runId,
      experimentId,
      title,
      targetPath,
      status: 'preparing',
      planned: 0,
      done: 0,
      failed: 0,
      remainingMs: null,
      startedAtMs: clock.now(),
      current: null,
      plannedTokens: 0,
      evaluatedTokens: 0,
      error: null,
    }
    this.#throttle = new Throttle(TELL_INTERVAL_MS, () => emit('runChanged', this.#state))
  }

  get state(): RunState {
    return this.#state
  }

  get snapshot(): RunSnapshot {
    const cells = this.#planned.flatMap(({ id }) => this.#ended.get(id) ?? [])
    return { state: this.#state, plannedCells: this.#planned, cells, log: [...this.#log] }
  }

  findEnded(cellId: string): Cell | undefined {
    return this.#ended.get(cellId)?.cell
  }

  /** @param kept what an earlier sitting left */
  plan(cells: readonly CellKey[], kept: readonly Cell[], timings: readonly CellTiming[]): void {
    this.#planned = cells
    const timingOf = new Map(timings.map((timing) => [timing.id, timing]))
    for (const cell of kept) this.#ended.set(cell.id, { cell, timing: timingOf.get(cell.id) ?? null })
    this.#change({ planned: cells.length, ...this.#count() })
  }

  setStatus(status: RunStatus, error: WireError | null = null): void {
    const isOver = status === 'done' || status === 'cancelled' || status === 'failed'
    this.#change({ status, error, ...(isOver ? { current: null } : {}) })
    this.#throttle.flush()
  }

  log(level: RunLogLine['level'], code: RunLogLine['code'], facts: RunLogLine['facts'] = {}): void {
    const { emit, clock, runId } = this.#options
    const line = { atMs: clock.now(), level, code, facts }
    this.#log.push(line)
    if (this.#log.length > MOST_LOG_LINES) this.#log.shift()
    emit('runLogged', { runId, line })
  }

  hear(event: StudyEvent): void {
    switch (event.kind) {
      case 'computing':
        return this.log('info', 'computing', {
          backend: event.on.backend,
          devices: event.on.devices.join(', '),
          threads: event.on.threads,
        })
      case 'modelHashing':
        return this.log('info', 'model-hashing', { path: event.path })
      case 'planned':
        this.log('info', 'planned', { cells: event.cells })
        if (event.recovered > 0) this.log('info', 'recovered', { cells: event.recovered })
        return
      case 'modelLoading':
        return this.log('info', 'model-loading', { path: event.path })
      case 'sessionOpened':
        return this.log('info', 'session-opened', {
          extension: event.extension.resolvedSpec,
          contextTokens: event.place.contextTokens,
          layers: event.extension.rotatedLayers.length,
        })
      case 'cellStarted':
        return this.#change({ current: event.cell })
      case 'cellFinished':
        return this.#endCell(event.cell, event.timing)
      case 'cellFailed':
        this.log('error', 'cell-failed', { cell: event.cell.id, message: event.cell.error.message })
        return this.#endCell(event.cell, event.timing)
      case 'engineLost':
        return this.log('warning', 'engine-lost', { message: event.error.message })
      case 'progress':
        return this.#change({
          plannedTokens: event.plannedTokens,
          evaluatedTokens: event.evaluatedTokens,
          remainingMs: event.remainingMs,
        })
      case 'cellAdvanced':
      case 'modelLoaded':
      case 'done':
        return
    }
  }

  #endCell(cell: Cell, timing: CellTiming): void {
    this.#ended.set(cell.id, { cell, timing })
    this.#options.emit('cellEnded', { runId: this.#options.runId, cell, timing })
    this.#change({ current: null, ...this.#count() })
  }

  #count(): Pick<RunState, 'done' | 'failed'> {
    const ended = [...this.#ended.values()]
    const done = ended.filter(({ cell }) => cell.status === 'done').length
    return { done, failed: ended.length - done }
  }

  #change(part: Partial<RunState>): void {
    this.#state = { ...this.#state, ...part }
    this.#throttle.note()
  }
}

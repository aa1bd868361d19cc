/** Runs the cells of a study one after another and keeps each as soon as it is over. */
import { RopewalkError } from '../../contract'
import type { CancelSignal, Cell, CellKey, CellTiming } from '../../contract'
import type { EngineHost } from '../../engine/ports'
import type { Journal } from '../../store/ports'
import { computeCellTokens } from '../plan/cellWork'
import { groupCells } from '../plan/groupCells'
import type { CellGroup } from '../plan/groupCells'
import type { PreparedStudy } from '../plan/prepareStudy'
import { attemptCell } from './attemptCell'
import { buildManifestDraft } from './buildManifestDraft'
import { EngineSeat } from './EngineSeat'
import { RemainingTime } from './RemainingTime'
import type { StudyCounts, StudyEvent, StudyStatus } from './studyEvent'
import { throwIfCancelled, untilCancelled } from '../untilCancelled'

export interface StudyRun {
  readonly study: PreparedStudy
  readonly host: EngineHost
  readonly journal: Journal
  readonly appVersion: string
  readonly signal?: CancelSignal | undefined
  readonly onEvent?: (event: StudyEvent) => void
  /** Waited for before each cell: a run pauses while it does not resolve. */
  readonly beforeCell?: () => Promise<void>
  /** Ids of cells that failed in an earlier sitting and are tried again; all of them when left out. */
  readonly retriedIds?: ReadonlySet<string>
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

export interface StudyResult extends StudyCounts {
  readonly status: StudyStatus
}

/**
 * Runs what the journal does not hold as done, and tries failed cells of an earlier sitting again. A failed cell does not
 * stop the others, nor does the end of the engine process: it fails the cell in work, and the engine is started again. At
 * the end the experiment file is written; a cancelled run, or one that cannot go on, leaves the journal for a later resume.
 *
 * @throws RopewalkError when the run as a whole cannot go on: `engine.unavailable`, `backend.unavailable`, `disk.full` and
 *   other refusals of the journal
 */
export async function runStudy(run: StudyRun): Promise<StudyResult> {
  const runner = new StudyRunner(run)
  try {
    await runner.runAll()
    return await runner.finish()
  } catch (thrown) {
    await run.journal.close()
    // Not waited for: the engine may be busy giving up the call in work.
    void runner.leaveEngine()
    if (thrown instanceof RopewalkError && thrown.code === 'run.cancelled') return runner.end('cancelled')
    throw thrown
  }
}

class StudyRunner {
  readonly #run: StudyRun
  readonly #groups: readonly CellGroup[]
  readonly #seat: EngineSeat
  readonly #remaining: RemainingTime
  readonly #status = new Map<string, Cell['status']>()
  readonly #onEvent: (event: StudyEvent) => void
  readonly #now: () => number
  readonly #createdAt: string
  readonly #tokens: ReadonlyMap<string, number>
  readonly #plannedTokens: number
  /** The cell in work and the share of its tokens that are evaluated. */
  #current: { readonly cell: CellKey; share: number } | null = null

  constructor(run: StudyRun) {
    this.#run = run
    this.#groups = groupCells(run.study.cells)
    this.#onEvent = run.onEvent ?? (() => {})
    const tokens = computeCellTokens(run.study.cells)
    this.#tokens = new Map(run.study.cells.map(({ id }, index) => [id, tokens[index]]))
    this.#plannedTokens = tokens.reduce((sum, count) => sum + count, 0)
    this.#now = run.now ?? Date.now
    this.#createdAt = toIso(this.#now())
    this.#seat = new EngineSeat({ ...run, onEvent: (event) => this.#hear(event) })
    for (const { id, status } of run.journal.recovered)
      if (status === 'done' || run.retriedIds?.has(id) === false) this.#status.set(id, status)
    this.#remaining = new RemainingTime(run.study.cells.filter((cell) => !this.#status.has(cell.id)))
  }

  async runAll(): Promise<void> {
    const { cells } = this.#run.study
    this.#onEvent({ kind: 'planned', cells: cells.length, recovered: this.#status.size })
    this.#tellProgress()
    for (const group of this.#groups) {
      const waiting = group.cells.filter((cell) => !this.#status.has(cell.id))
      if (waiting.length === 0) await this.#recordExtension(group)
      for (const cell of waiting) await this.#runCell(cell, group)
    }
  }

  async finish(): Promise<StudyResult> {
    const { study, journal, appVersion } = this.#run
    const applied = this.#groups.flatMap((group) => {
      const { model, contextTokens, extension: written } = group
      const extension = this.#seat.findApplied(group)
      return extension === undefined
        ? []
        : [{ place: { model, contextTokens, extension: written }, extension }]
    })
    const counts = this.#count()
    await journal.finish(
      buildManifestDraft({ study, appVersion, createdAt: this.#createdAt, applied, counts }),
      study.contents,
    )
    await this.leaveEngine()
    return this.end('done')
  }

  /** Whatever the engine says to being left changes no result. */
  async leaveEngine(): Promise<void> {
    await this.#seat.leave().catch(() => {})
  }

  end(status: StudyStatus): StudyResult {
    const result = { status, ...this.#count() }
    this.#onEvent({ kind: 'done', ...result })
    return result
  }

  async #runCell(key: CellKey, group: CellGroup): Promise<void> {
    const { study, journal, signal, beforeCell } = this.#run
    throwIfCancelled(signal)
    if (beforeCell !== undefined) await untilCancelled(signal, beforeCell())
    const startedAtMs = this.#now()
    this.#current = { cell: key, share: 0 }
    this.#onEvent({ kind: 'cellStarted', cell: key })
    const { cell, tensors, ...tokens } = await attemptCell({ study, seat: this.#seat, signal }, key, group)
    const durationMs = this.#now() - startedAtMs
    const timing: CellTiming = { id: key.id, startedAt: toIso(startedAtMs), durationMs, ...tokens }
    await journal.append(cell, tensors, timing)
    this.#current = null
    this.#status.set(key.id, cell.status)
    this.#remaining.note(key, cell.status === 'done' ? durationMs : null)
    if (cell.status === 'done') this.#onEvent({ kind: 'cellFinished', cell, timing })
    else this.#onEvent({ kind: 'cellFailed', cell, timing })
    this.#tellProgress()
  }

  #hear(event: StudyEvent): void {
    this.#onEvent(event)
    if (event.kind !== 'cellAdvanced' || this.#current === null) return
    this.#current.share = event.totalTokens > 0 ? event.evaluatedTokens / event.totalTokens : 0
    this.#remaining.advance(this.#current.cell, this.#current.share, this.#now())
    this.#tellProgress()
  }

  #tellProgress(): void {
    const over = [...this.#status.keys()].reduce((sum, id) => sum + this.#tokensOf(id), 0)
    const inWork = this.#current === null ? 0 : this.#current.share * this.#tokensOf(this.#current.cell.id)
    this.#onEvent({
      kind: 'progress',
      ...this.#count(),
      plannedTokens: this.#plannedTokens,
      evaluatedTokens: Math.round(over + inWork),
      remainingMs: this.#remaining.estimateMs(),
    })
  }

  #tokensOf(id: string): number {
    return this.#tokens.get(id) ?? 0
  }

  /**
   * The manifest also tells what was applied in groups that an earlier sitting finished. Where that cannot be asked again
   * the record is left out: the cells themselves keep their resolved extension.
   */
  async #recordExtension(group: CellGroup): Promise<void> {
    try {
      await this.#seat.open(group)
    } catch (thrown) {
      if (!(thrown instanceof RopewalkError) || thrown.code === 'run.cancelled') throw thrown
      if (thrown.code === 'engine.crashed' || thrown.code === 'engine.hung') this.#seat.lose(thrown)
    }
  }

  #count(): StudyCounts {
    const statuses = [...this.#status.values()]
    const done = statuses.filter((status) => status === 'done').length
    return { planned: this.#run.study.cells.length, done, failed: statuses.length - done }
  }
}

function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString()
}

/** Progress of a run on stderr, by tokens: one line that is redrawn on a terminal, a line a minute elsewhere. */
import { assertNever } from '../../contract'
import type { CellItem, CellKey } from '../../contract'
import type { ComputingPlace, StudyEvent, StudyProgress } from '../../study'
import type { CliContext } from '../context'
import { formatBytes, formatCount } from './formatCount'
import { formatDuration } from './formatDuration'
import { safeText } from './safeText'

type Screen = Pick<CliContext, 'writeError' | 'isTerminal' | 'columns' | 'now'>

const BAR_WIDTH = 24
const LOG_INTERVAL_MS = 60_000

export class RunProgress {
  readonly #screen: Screen
  #progress: StudyProgress | null = null
  #cell = ''
  #loggedMs: number

  constructor(screen: Screen) {
    this.#screen = screen
    this.#loggedMs = screen.now()
  }

  show(event: StudyEvent): void {
    switch (event.kind) {
      case 'computing':
        this.#say(`computing on ${safeText(describePlace(event.on))}`)
        return
      case 'modelHashing':
        this.#say(`reading ${safeText(event.path)} to know it again (${formatBytes(event.bytes)})`)
        return
      case 'planned':
        this.#say(
          event.recovered > 0
            ? `${event.cells} cells, ${event.recovered} already done`
            : `${event.cells} cells`,
        )
        return
      case 'modelLoading':
        this.#say(`loading ${safeText(event.path)}`)
        return
      case 'cellStarted':
        this.#cell = describeCell(event.cell)
        this.#draw()
        return
      case 'cellFailed':
        this.#say(`failed ${safeText(event.cell.id)}: ${safeText(event.cell.error.message)}`)
        return
      case 'engineLost':
        this.#say(`engine lost: ${safeText(event.error.message)} It is started again.`)
        return
      case 'progress':
        this.#progress = event
        this.#draw()
        this.#log()
        return
      case 'done':
        this.#clear()
        return
      case 'cellAdvanced':
      case 'modelLoaded':
      case 'sessionOpened':
      case 'cellFinished':
        return
    }
  }

  /** A line that stays. */
  #say(text: string): void {
    this.#clear()
    this.#screen.writeError(`${text}\n`)
  }

  #draw(): void {
    if (!this.#screen.isTerminal || this.#progress === null) return
    const { plannedTokens, evaluatedTokens } = this.#progress
    const share = plannedTokens > 0 ? Math.min(1, evaluatedTokens / plannedTokens) : 0
    const filled = Math.round(share * BAR_WIDTH)
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
    const line = `${bar} ${describeProgress(this.#progress)}  ${this.#cell}`
    this.#screen.writeError(`\r\u001b[K${line.slice(0, Math.max(20, this.#screen.columns - 1))}`)
  }

  #log(): void {
    if (this.#screen.isTerminal || this.#progress === null) return
    const nowMs = this.#screen.now()
    if (nowMs - this.#loggedMs < LOG_INTERVAL_MS) return
    this.#loggedMs = nowMs
    this.#screen.writeError(`${describeProgress(this.#progress)}\n`)
  }

  #clear(): void {
    if (this.#screen.isTerminal) this.#screen.writeError('\r\u001b[K')
  }
}

function describePlace({ backend, devices, threads }: ComputingPlace): string {
  const named = devices.length > 0 ? ` (${devices.join(', ')})` : ''
  return `${backend}${named}, ${threads} processor ${threads === 1 ? 'thread' : 'threads'}`
}

function describeProgress(progress: StudyProgress): string {
  const { done, failed, planned, evaluatedTokens, plannedTokens, remainingMs } = progress
  const failures = failed > 0 ? `, ${failed} failed` : ''
  const rest = remainingMs === null ? '' : `, ${formatDuration(remainingMs)} left`
  return `${formatCount(evaluatedTokens)} of ${formatCount(plannedTokens)} tokens, ${done + failed} of ${planned} cells${failures}${rest}`
}

function describeCell({ extension, contextTokens, item }: CellKey): string {
  return safeText(`${extension}, ${contextTokens} tokens, ${describeItem(item)}`)
}

function describeItem(item: CellItem): string {
  switch (item.kind) {
    case 'window':
      return `window ${item.window + 1}`
    case 'prompt':
      return `depth ${item.depthPercent} %`
    case 'sample':
      return `${item.subtask} ${item.sample + 1}`
    default:
      return assertNever(item)
  }
}

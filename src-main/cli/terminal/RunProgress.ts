/** Progress of a run on stderr: one line that is redrawn on a terminal, plain lines elsewhere. */
import { assertNever } from '../../contract'
import type { CellItem, CellKey } from '../../contract'
import type { StudyEvent, StudyProgress } from '../../study'
import type { CliContext } from '../context'
import { formatDuration } from './formatDuration'
import { safeText } from './safeText'

type Screen = Pick<CliContext, 'writeError' | 'isTerminal' | 'columns'>

const BAR_WIDTH = 24
/** Lines of a log: one per this share of the cells. */
const LOG_STEP = 0.05

export class RunProgress {
  readonly #screen: Screen
  #total = 0
  #finished = 0
  #failed = 0
  #remainingMs: number | null = null
  #cell = ''
  #share = 0
  #logged = 0

  constructor(screen: Screen) {
    this.#screen = screen
  }

  show(event: StudyEvent): void {
    switch (event.kind) {
      case 'planned':
        this.#total = event.cells
        this.#finished = event.recovered
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
        this.#share = 0
        this.#draw()
        return
      case 'cellAdvanced':
        this.#share = event.totalTokens > 0 ? event.evaluatedTokens / event.totalTokens : 0
        this.#draw()
        return
      case 'cellFailed':
        this.#say(`failed ${safeText(event.cell.id)}: ${safeText(event.cell.error.message)}`)
        return
      case 'engineLost':
        this.#say(`engine lost: ${safeText(event.error.message)} It is started again.`)
        return
      case 'progress':
        this.#advance(event)
        return
      case 'done':
        this.#clear()
        return
      case 'modelLoaded':
      case 'sessionOpened':
      case 'cellFinished':
        return
    }
  }

  #advance({ done, failed, remainingMs }: StudyProgress): void {
    this.#finished = done + failed
    this.#failed = failed
    this.#remainingMs = remainingMs
    this.#share = 0
    this.#draw()
    if (this.#screen.isTerminal || this.#finished < this.#logged + this.#total * LOG_STEP) return
    this.#logged = this.#finished
    this.#screen.writeError(`${this.#count()}${this.#rest()}\n`)
  }

  /** A line that stays. */
  #say(text: string): void {
    this.#clear()
    this.#screen.writeError(`${text}\n`)
  }

  #draw(): void {
    if (!this.#screen.isTerminal) return
    const share = this.#total > 0 ? Math.min(1, (this.#finished + this.#share) / this.#total) : 0
    const filled = Math.round(share * BAR_WIDTH)
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
    const line = `${bar} ${this.#count()}${this.#rest()}  ${this.#cell}`
    this.#screen.writeError(`\r\u001b[K${line.slice(0, Math.max(20, this.#screen.columns - 1))}`)
  }

  #count(): string {
    const failed = this.#failed > 0 ? `, ${this.#failed} failed` : ''
    return `${this.#finished} of ${this.#total} cells${failed}`
  }

  #rest(): string {
    return this.#remainingMs === null ? '' : `, ${formatDuration(this.#remainingMs)} left`
  }

  #clear(): void {
    if (this.#screen.isTerminal) this.#screen.writeError('\r\u001b[K')
  }
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

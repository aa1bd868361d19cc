/** What the system shows of a run: progress at the taskbar, no sleep while it works, a notification at its end. */
import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron'
import type { RunState, RunStatus } from '../../contract'
import type { ShellWords } from '../words'

export interface RunIndicatorOptions {
  readonly findWindow: () => BrowserWindow | null
  readonly readWords: () => ShellWords
}

const endings: ReadonlySet<RunStatus> = new Set(['done', 'cancelled', 'failed'])

export class RunIndicator {
  readonly #options: RunIndicatorOptions
  #blocker: number | null = null
  #working = false

  constructor(options: RunIndicatorOptions) {
    this.#options = options
  }

  /** Whether a run would be stopped by closing. */
  get isWorking(): boolean {
    return this.#working
  }

  show(state: RunState): void {
    const ended = endings.has(state.status)
    const wasWorking = this.#working
    this.#working = !ended
    this.#keepAwake(!ended && state.status !== 'paused')
    this.#showProgress(state, ended)
    if (ended && wasWorking) this.#notify(state)
  }

  #keepAwake(awake: boolean): void {
    if (awake) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = null
    }
  }

  #showProgress({ plannedTokens, evaluatedTokens, status }: RunState, ended: boolean): void {
    const window = this.#options.findWindow()
    if (window === null) return
    const fraction = plannedTokens === 0 ? 0 : evaluatedTokens / plannedTokens
    window.setProgressBar(ended ? -1 : fraction, { mode: status === 'paused' ? 'paused' : 'normal' })
  }

  /** Whoever looks at the window sees it there. */
  #notify(state: RunState): void {
    const window = this.#options.findWindow()
    if (window?.isFocused() === true || !Notification.isSupported()) return
    const note = new Notification({ title: state.title, body: describeEnd(state, this.#options.readWords()) })
    note.on('click', () => window?.show())
    note.show()
  }
}

function describeEnd({ status, done, failed, planned }: RunState, words: ShellWords): string {
  if (status === 'failed') return words.runFailed
  return status === 'cancelled' ? words.runCancelled(done, planned) : words.runDone(done, failed)
}

/** Asks before the window closes over unsaved changes or a run in progress. */
import { dialog, type BrowserWindow } from 'electron'
import type { Question, ShellWords } from '../words'

export interface CloseGuardOptions {
  readonly readWords: () => ShellWords
  readonly isRunning: () => boolean
  /** Asks the page to save; it answers by `setUnsaved`, or not at all when a person changes their mind. */
  readonly requestSave: () => void
}

export class CloseGuard {
  readonly #options: CloseGuardOptions
  #unsaved = false
  #mayClose = false
  #closeWhenSaved: BrowserWindow | null = null

  constructor(options: CloseGuardOptions) {
    this.#options = options
  }

  setUnsaved(unsaved: boolean): void {
    this.#unsaved = unsaved
    if (unsaved) return
    this.#closeWhenSaved?.close()
    this.#closeWhenSaved = null
  }

  watch(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (this.#mayClose || (!this.#unsaved && !this.#options.isRunning())) return
      event.preventDefault()
      void this.#ask(window)
    })
  }

  async #ask(window: BrowserWindow): Promise<void> {
    this.#closeWhenSaved = null
    const { unsaved, running } = this.#options.readWords()
    if (this.#options.isRunning() && (await ask(window, running)) !== 'stop') return
    const answer = this.#unsaved ? await ask(window, unsaved) : 'discard'
    if (answer === 'cancel') return
    if (answer === 'save') {
      this.#closeWhenSaved = window
      this.#options.requestSave()
      return
    }
    this.#mayClose = true
    window.close()
  }
}

/** The first answer is the default, the last is what Escape means. */
async function ask<A extends string>(window: BrowserWindow, question: Question<A>): Promise<string> {
  const entries = Object.entries<string>(question.answers)
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: question.message,
    detail: question.detail,
    buttons: entries.map(([, label]) => label),
    defaultId: 0,
    cancelId: entries.length - 1,
    noLink: true,
  })
  return entries[response]?.[0] ?? 'cancel'
}

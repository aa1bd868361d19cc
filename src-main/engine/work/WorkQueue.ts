/** Runs native work one piece at a time; waiting pieces can be cancelled. */
import { RopewalkError } from '../../contract'
import type { CancelSignal } from '../../contract'

export interface CancellableWork<T> {
  readonly run: () => Promise<T>
  /** Asks the work that `run` started to end early. */
  readonly cancel: () => void
}

export class WorkQueue {
  #last: Promise<unknown> = Promise.resolve()
  #running = 0

  get isBusy(): boolean {
    return this.#running > 0
  }

  /** @throws RopewalkError `run.cancelled` when `signal` aborts before its turn, and what the work throws. */
  add<T>(work: CancellableWork<T>, signal?: CancelSignal): Promise<T> {
    const turn = this.#last.then(() => this.#perform(work, signal))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  async #perform<T>(work: CancellableWork<T>, signal?: CancelSignal): Promise<T> {
    throwIfCancelled(signal)
    const { cancel } = work
    signal?.addEventListener('abort', cancel, { once: true })
    this.#running++
    try {
      return await work.run()
    } finally {
      this.#running--
      signal?.removeEventListener('abort', cancel)
    }
  }
}

/** @throws RopewalkError `run.cancelled`. */
export function throwIfCancelled(signal?: CancelSignal): void {
  if (signal?.aborted) throw new RopewalkError('run.cancelled', 'Cancelled before it began.')
}

/**
 * One evaluation at a time, small ones before whole texts; a whole text waits for one of them at most. What nobody waits for any more leaves the queue before its turn;
 * what has begun goes on to its end and is kept, since stopping native work forgets the keys and values it has computed.
 */
import type { CancelSignal } from '../../../contract'
import { untilCancelled } from '../../../study'

/** `detail`: a piece of a text that was read before. */
export type Urgency = 'detail' | 'whole-text'

interface Turn {
  readonly urgency: Urgency
  readonly take: () => Promise<void>
}

export class TurnQueue {
  readonly #waiting: Turn[] = []
  #last: Urgency = 'whole-text'
  #busy = false

  /** @throws RopewalkError `run.cancelled` as soon as the signal is aborted, and what the work throws */
  add<T>(urgency: Urgency, work: () => Promise<T>, signal?: CancelSignal): Promise<T> {
    const result = new Promise<T>((resolve, reject) => {
      const take = async () => {
        if (!signal?.aborted) await work().then(resolve, reject)
      }
      this.#waiting.push({ urgency, take })
    })
    void this.#run()
    return untilCancelled(signal, result)
  }

  async #run(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    for (let turn = this.#next(); turn !== undefined; turn = this.#next()) await turn.take()
    this.#busy = false
  }

  #next(): Turn | undefined {
    const wanted = this.#last === 'detail' ? 'whole-text' : 'detail'
    const first = this.#waiting.findIndex(({ urgency }) => urgency === wanted)
    const turn = this.#waiting.splice(Math.max(0, first), 1).at(0)
    if (turn !== undefined) this.#last = turn.urgency
    return turn
  }
}

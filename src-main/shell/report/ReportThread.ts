/** Report jobs in a worker thread: started by the first job, and again after one that ended the thread. */
import { Worker } from 'node:worker_threads'
import { fromWireError, toWireError } from '../../contract'
import type { ReportJobs } from './reportJobs'
import type { JobAnswer, JobMethod, JobRequest } from './threadMessages'

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

export class ReportThread {
  readonly jobs: ReportJobs
  readonly #entry: string
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #lastId = 0

  /** @param entry path of the compiled `threadEntry` */
  constructor(entry: string) {
    this.#entry = entry
    this.jobs = {
      compose: (...input) => this.#ask('compose', input),
      renderPage: (...input) => this.#ask('renderPage', input),
      write: (...input) => this.#ask('write', input),
    }
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate()
  }

  #ask<M extends JobMethod>(method: M, input: Parameters<ReportJobs[M]>): ReturnType<ReportJobs[M]> {
    const id = ++this.#lastId
    const request: JobRequest = { id, method, input }
    // Both ends are compiled from one interface: what comes back for a method has that method's type.
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#start().postMessage(request)
    }) as ReturnType<ReportJobs[M]>
  }

  #start(): Worker {
    if (this.#worker !== null) return this.#worker
    const worker = new Worker(this.#entry)
    this.#worker = worker
    worker.on('message', (answer: JobAnswer) => this.#settle(answer))
    worker.once('error', (thrown) => this.#lose(worker, thrown))
    worker.once('exit', () => this.#lose(worker, new Error('The thread that makes reports ended.')))
    // It holds nothing that a quitting program would have to wait for.
    worker.unref()
    return worker
  }

  #settle(answer: JobAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (answer.ok) waiting?.resolve(answer.value)
    else waiting?.reject(fromWireError(answer.error))
  }

  #lose(worker: Worker, thrown: Error): void {
    if (this.#worker !== worker) return
    this.#worker = null
    const error = fromWireError(toWireError(thrown))
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

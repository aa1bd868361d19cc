/** Keeps one engine process: starts it, watches that it makes headway, and turns its end into errors of the calls in flight. */
import { fromWireError, RopewalkError } from '../../contract'
import type { EngineClient } from '../../contract'
import type { EngineHost } from '../ports'
import { connect } from './connect'
import { toCrashError, toHangError } from './exitError'
import type { ProcessExit } from './exitError'
import { LogTail } from './LogTail'
import type { ClientSidePort, EngineStartOptions } from './messages'

/** A started process, of whatever kind. */
export interface EngineProcess {
  readonly port: ClientSidePort
  /** Lines on its standard output and error. */
  onLine(listener: (line: string) => void): void
  onExit(listener: (exit: ProcessExit) => void): void
  /** Ends it at once, even when it is stopped or stuck. */
  kill(): void
}

export interface SupervisorOptions {
  readonly spawn: () => EngineProcess
  readonly start: EngineStartOptions
  /** How long a call may be in work without any sign of life. */
  readonly hangTimeoutMs?: number
  /** How long a starting process may be silent while it loads its libraries. */
  readonly startTimeoutMs?: number
  /** How long a stopping process may take before it is killed. */
  readonly stopTimeoutMs?: number
  /** Told when a process ends that nobody stopped. */
  readonly onLost?: (error: RopewalkError) => void
}

export class EngineSupervisor implements EngineHost {
  readonly #options: Required<SupervisorOptions>
  #run: SupervisedRun | null = null

  constructor(options: SupervisorOptions) {
    this.#options = {
      hangTimeoutMs: 120_000,
      startTimeoutMs: 120_000,
      stopTimeoutMs: 5_000,
      onLost: () => undefined,
      ...options,
    }
  }

  /** @throws RopewalkError `engine.unavailable`, `backend.unavailable`, `engine.crashed`, `engine.hung`. */
  start(): Promise<EngineClient> {
    if (!this.#run) {
      const run = new SupervisedRun(this.#options)
      this.#run = run
      void run.exited.then((reason) => {
        if (this.#run === run) this.#run = null
        if (reason.code !== 'run.cancelled') this.#options.onLost(reason)
      })
    }
    return this.#run.ready
  }

  /** Resolves when the process is gone; calls in flight reject with `run.cancelled`. */
  async stop(): Promise<void> {
    await this.#run?.stop()
  }
}

class SupervisedRun {
  readonly ready: Promise<EngineClient>
  /** Settles with the reason when the process is gone. */
  readonly exited: Promise<RopewalkError>
  readonly #options: Required<SupervisorOptions>
  readonly #process: EngineProcess
  readonly #log = new LogTail()
  readonly #connection
  readonly #watchdog: NodeJS.Timeout
  #starting = true
  #heartbeat = -1
  #silentMs = 0
  #reason: RopewalkError | null = null

  constructor(options: Required<SupervisorOptions>) {
    this.#options = options
    this.#process = options.spawn()
    this.#connection = connect(this.#process.port)
    this.#process.onLine((line) => this.#log.add(line))
    this.#connection.client.on('nativeLog', ({ text }) => this.#log.add(text))
    this.exited = this.#awaitExit()
    this.ready = this.#awaitReady()
    const tickMs = Math.min(1_000, options.hangTimeoutMs / 4)
    this.#watchdog = setInterval(() => this.#tick(tickMs), tickMs)
    this.#watchdog.unref()
    this.#process.port.post({ kind: 'start', options: options.start })
  }

  async stop(): Promise<void> {
    this.#reason ??= new RopewalkError('run.cancelled', 'The engine was stopped.')
    this.#process.port.post({ kind: 'stop' })
    const timer = setTimeout(() => this.#process.kill(), this.#options.stopTimeoutMs)
    await this.exited
    clearTimeout(timer)
  }

  #awaitReady(): Promise<EngineClient> {
    return new Promise((resolve, reject) => {
      this.#process.port.onMessage((message) => {
        if (message.kind === 'pong') this.#hear(message.heartbeat)
        if (message.kind === 'ready') {
          this.#starting = false
          resolve(this.#connection.client)
        }
        if (message.kind === 'failed') {
          this.#reason = fromWireError(message.error)
          reject(this.#reason)
          this.#process.kill()
        }
      })
      void this.exited.then(reject)
    })
  }

  #awaitExit(): Promise<RopewalkError> {
    return new Promise((resolve) => {
      this.#process.onExit((exit) => {
        clearInterval(this.#watchdog)
        this.#reason ??= toCrashError(exit, this.#log.lines)
        this.#connection.fail(this.#reason)
        resolve(this.#reason)
      })
    })
  }

  #hear(heartbeat: number): void {
    if (heartbeat !== this.#heartbeat) this.#silentMs = 0
    this.#heartbeat = heartbeat
  }

  /** Counts ticks, not the clock: a computer that slept was not hung. */
  #tick(tickMs: number): void {
    if (!this.#starting && this.#connection.countPendingCalls() === 0) {
      this.#silentMs = 0
      return
    }
    this.#silentMs += tickMs
    const limitMs = this.#starting ? this.#options.startTimeoutMs : this.#options.hangTimeoutMs
    if (this.#silentMs > limitMs) {
      this.#reason ??= toHangError(limitMs, this.#log.lines)
      this.#process.kill()
      return
    }
    this.#process.port.post({ kind: 'ping' })
  }
}

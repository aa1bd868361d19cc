/** The one engine of the window: started behind it, started again when it is lost or its backend changes. */
import { toWireError, type BackendChoice, type EngineClient, type EngineState } from '../../contract'
import { EngineSupervisor, type EngineHost, type EngineProcess } from '../../engine'

export interface WindowEngineOptions {
  readonly spawn: () => EngineProcess
  readonly readBackend: () => BackendChoice
  readonly onChanged: (state: EngineState) => void
}

export class WindowEngine implements EngineHost {
  readonly #options: WindowEngineOptions
  #supervisor: EngineSupervisor | null = null
  #state: EngineState = { kind: 'starting' }

  constructor(options: WindowEngineOptions) {
    this.#options = options
  }

  get state(): EngineState {
    return this.#state
  }

  /** @throws RopewalkError `engine.unavailable`, `backend.unavailable`, `engine.crashed`, `engine.hung`. */
  async start(): Promise<EngineClient> {
    this.#supervisor ??= this.#createSupervisor()
    const supervisor = this.#supervisor
    try {
      if (this.#state.kind === 'lost') this.#show({ kind: 'starting' })
      const client = await supervisor.start()
      if (this.#state.kind !== 'ready') this.#show({ kind: 'ready', description: await client.describe({}) })
      return client
    } catch (thrown) {
      this.#lose(supervisor, thrown)
      throw thrown
    }
  }

  /** Never rejects: an engine that does not start is a state of the window. */
  async restart(): Promise<EngineState> {
    await this.stop()
    this.#show({ kind: 'starting' })
    await this.start().catch(() => undefined)
    return this.#state
  }

  async stop(): Promise<void> {
    const supervisor = this.#supervisor
    this.#supervisor = null
    this.#state = { kind: 'starting' }
    await supervisor?.stop()
  }

  #createSupervisor(): EngineSupervisor {
    const supervisor = new EngineSupervisor({
      spawn: this.#options.spawn,
      start: { backend: this.#options.readBackend() },
      onLost: (error) => this.#lose(supervisor, error),
    })
    return supervisor
  }

  /** Forgets it, so that the next start reads the backend again. */
  #lose(supervisor: EngineSupervisor, cause: unknown): void {
    if (this.#supervisor !== supervisor) return
    this.#supervisor = null
    this.#show({ kind: 'lost', error: toWireError(cause) })
  }

  #show(state: EngineState): void {
    this.#state = state
    this.#options.onChanged(state)
  }
}

/** The one model and the one session a run holds, opened when first needed and again after the engine was lost. */
import { InvariantError, toWireError } from '../../contract'
import type {
  AppliedExtension,
  CancelSignal,
  CellKey,
  EngineClient,
  LoadedModel,
  OpenedSession,
} from '../../contract'
import type { EngineHost, Tokenizer } from '../../engine/ports'
import type { PreparedTask } from '../../tasks'
import type { CellGroup } from '../plan/groupCells'
import type { PreparedStudy } from '../plan/prepareStudy'
import { checkMemory } from './checkMemory'
import { createTokenizer } from './createTokenizer'
import { toSessionSettings } from './sessionSettings'
import type { StudyEvent } from './studyEvent'
import { untilCancelled } from '../untilCancelled'

export interface SeatOptions {
  readonly study: PreparedStudy
  readonly host: EngineHost
  readonly signal?: CancelSignal | undefined
  readonly onEvent: (event: StudyEvent) => void
}

/** What a cell works with. */
export interface OpenedCellGroup {
  readonly client: EngineClient
  readonly model: LoadedModel
  readonly tokenizer: Tokenizer
  readonly session: OpenedSession
}

interface SeatedModel {
  readonly index: number
  readonly loaded: LoadedModel
  readonly tokenizer: Tokenizer
  readonly tasks: Map<string, PreparedTask>
}

export class EngineSeat {
  readonly #options: SeatOptions
  #client: EngineClient | null = null
  #model: SeatedModel | null = null
  #session: { readonly group: CellGroup; readonly opened: OpenedSession } | null = null
  /** What could not be opened is not tried again for the next cell of the same model or group. */
  readonly #failures = new Map<CellGroup | number, unknown>()
  readonly #applied = new Map<CellGroup, AppliedExtension>()
  #stopListening = (): void => {}

  constructor(options: SeatOptions) {
    this.#options = options
  }

  /**
   * Model loaded, session open.
   * @throws RopewalkError `memory.insufficient`, and whatever the engine says against model or extension
   */
  async open(group: CellGroup): Promise<OpenedCellGroup> {
    const client = await this.#start()
    if (this.#model?.index !== group.model) await this.#leaveModel(client)
    if (this.#session !== null && this.#session.group !== group) await this.#closeSession(client)
    await this.#remember(group, () => this.#checkMemory(client, group))
    const model = (this.#model ??= await this.#remember(group.model, () => this.#load(client, group.model)))
    const session = (this.#session ??= {
      group,
      opened: await this.#remember(group, () => this.#openSession(client, model.loaded, group)),
    })
    return { client, model: model.loaded, tokenizer: model.tokenizer, session: session.opened }
  }

  /** What was really applied in a group; undefined while its session could not be opened. */
  findApplied(group: CellGroup): AppliedExtension | undefined {
    return this.#applied.get(group)
  }

  /** The cell's task, bound to the open model and the cell's length. */
  prepareTask({ task, contextTokens }: CellKey): PreparedTask {
    const { study } = this.#options
    const model = this.#model
    if (model === null) throw new InvariantError('A task needs an open model.')
    const name = `${task}/${contextTokens}`
    const prepared =
      model.tasks.get(name) ??
      study.tasks[task].prepare({
        seed: study.spec.seed,
        taskIndex: task,
        contextTokens,
        tokenizer: model.tokenizer,
        contents: study.contents,
      })
    model.tasks.set(name, prepared)
    return prepared
  }

  /** The engine process is gone, and with it all that was open. */
  lose(thrown: unknown): void {
    if (this.#client === null) return
    this.#stopListening()
    this.#client = null
    this.#model = null
    this.#session = null
    this.#options.onEvent({ kind: 'engineLost', error: toWireError(thrown) })
  }

  /** Closes what is open; the engine itself stays. */
  async leave(): Promise<void> {
    const client = this.#client
    if (client === null) return
    this.#stopListening()
    this.#client = null
    await this.#leaveModel(client)
  }

  async #start(): Promise<EngineClient> {
    if (this.#client !== null) return this.#client
    const client = await this.#untilCancelled(this.#options.host.start())
    this.#stopListening = client.on('evaluationProgress', ({ evaluatedTokens, totalTokens }) =>
      this.#options.onEvent({ kind: 'cellAdvanced', evaluatedTokens, totalTokens }),
    )
    this.#client = client
    return client
  }

  async #checkMemory(client: EngineClient, group: CellGroup): Promise<void> {
    if (this.#session !== null) return
    const { study } = this.#options
    await this.#untilCancelled(
      checkMemory(client, {
        path: study.models[group.model].path,
        contextTokens: group.contextTokens,
        settings: study.spec.engine,
        weights: this.#model === null ? 'to-load' : 'loaded',
      }),
    )
  }

  async #load(client: EngineClient, index: number): Promise<SeatedModel> {
    const { study, signal, onEvent } = this.#options
    const { path, entry } = study.models[index]
    const { gpuLayers } = study.spec.engine
    onEvent({ kind: 'modelLoading', model: index, path: entry.path })
    const loaded = await this.#untilCancelled(
      client.loadModel(
        {
          path,
          ...(gpuLayers === undefined ? {} : { gpuLayers }),
          ...(entry.trainedContextTokens === undefined
            ? {}
            : { trainedContextTokens: entry.trainedContextTokens }),
        },
        signal && { signal },
      ),
    )
    onEvent({ kind: 'modelLoaded', model: index })
    return { index, loaded, tokenizer: createTokenizer(client, loaded, signal), tasks: new Map() }
  }

  async #openSession(
    client: EngineClient,
    { modelId }: LoadedModel,
    group: CellGroup,
  ): Promise<OpenedSession> {
    const { study, signal, onEvent } = this.#options
    const opened = await this.#untilCancelled(
      client.openSession(toSessionSettings(study, modelId, group), signal && { signal }),
    )
    this.#applied.set(group, opened.extension)
    const { contextTokens, extension, model } = group
    onEvent({
      kind: 'sessionOpened',
      place: { model, contextTokens, extension },
      extension: opened.extension,
    })
    return opened
  }

  async #leaveModel(client: EngineClient): Promise<void> {
    await this.#closeSession(client)
    const model = this.#model
    this.#model = null
    if (model !== null) await client.unloadModel({ modelId: model.loaded.modelId })
  }

  async #closeSession(client: EngineClient): Promise<void> {
    const session = this.#session
    this.#session = null
    if (session !== null) await client.closeSession({ sessionId: session.opened.sessionId })
  }

  async #remember<T>(what: CellGroup | number, open: () => Promise<T>): Promise<T> {
    if (this.#failures.has(what)) throw this.#failures.get(what)
    try {
      return await open()
    } catch (thrown) {
      this.#failures.set(what, thrown)
      throw thrown
    }
  }

  #untilCancelled<T>(work: Promise<T>): Promise<T> {
    return untilCancelled(this.#options.signal, work)
  }
}

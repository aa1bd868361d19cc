/** Models and sessions that panes look through: opened when first needed, again after the engine was lost, closed with the last user. */
import type { EngineClient, LoadedModel, OpenedSession } from '../../../contract'
import type { EngineHost } from '../../../engine'
import type { SessionOfModel } from '../../../study'

export interface SeatedModel {
  readonly client: EngineClient
  readonly model: LoadedModel
}

export interface SeatedSession extends SeatedModel {
  readonly session: OpenedSession
}

/** What a pane holds on to. */
export interface SessionPlace {
  readonly modelPath: string
  readonly settings: SessionOfModel
}

export class AttentionSessions {
  readonly #host: EngineHost
  #client: EngineClient | null = null
  readonly #models = new Map<string, Promise<SeatedModel>>()
  readonly #sessions = new Map<string, Promise<SeatedSession>>()
  /** Null while a user does not know its place yet. */
  readonly #users = new Map<object, SessionPlace | null>()

  constructor(host: EngineHost) {
    this.#host = host
  }

  /** @throws RopewalkError `engine.*`, `gguf.*`, `model.*` */
  async loadModel(path: string, trainedContextTokens?: number): Promise<SeatedModel> {
    const client = await this.#start()
    const trained = trainedContextTokens === undefined ? {} : { trainedContextTokens }
    return keep(this.#models, toModelKey(path, trainedContextTokens), async () => ({
      client,
      model: await client.loadModel({ path, ...trained }),
    }))
  }

  /** @throws RopewalkError `engine.*`, `gguf.*`, `model.*`, `extension.*`, `memory.*` */
  async open({ modelPath, settings }: SessionPlace): Promise<SeatedSession> {
    const { client, model } = await this.loadModel(modelPath, settings.trainedContextTokens)
    return keep(this.#sessions, toKey({ modelPath, settings }), async () => ({
      client,
      model,
      session: await client.openSession({ ...settings, modelId: model.modelId }),
    }))
  }

  /** Before anything is opened for it: the process stays until `release`. */
  enter(user: object): void {
    this.#users.set(user, null)
  }

  settle(user: object, place: SessionPlace): void {
    this.#users.set(user, place)
  }

  /** Starts the process, so that the first pane need not wait for it. */
  async warmUp(): Promise<void> {
    await this.#start()
  }

  /** Closes what nobody uses any more: with the last user every model goes, and the process waits for the next. */
  async release(user: object): Promise<void> {
    this.#users.delete(user)
    const places = [...this.#users.values()]
    if (places.includes(null)) return
    await closeUnused(this.#sessions, places.map(toKey), ({ client, session }) =>
      client.closeSession({ sessionId: session.sessionId }),
    )
    await closeUnused(this.#models, places.map(toModelKeyOf), ({ client, model }) =>
      client.unloadModel({ modelId: model.modelId }),
    )
  }

  async #start(): Promise<EngineClient> {
    const client = await this.#host.start()
    if (client !== this.#client) this.#forget()
    this.#client = client
    return client
  }

  #forget(): void {
    this.#client = null
    this.#models.clear()
    this.#sessions.clear()
  }
}

function toKey(place: SessionPlace | null): string {
  return JSON.stringify(place)
}

function toModelKey(path: string, trainedContextTokens?: number): string {
  return JSON.stringify([path, trainedContextTokens])
}

function toModelKeyOf(place: SessionPlace | null): string {
  return place === null ? '' : toModelKey(place.modelPath, place.settings.trainedContextTokens)
}

async function closeUnused<T>(
  seats: Map<string, Promise<T>>,
  used: readonly string[],
  close: (seat: T) => Promise<void>,
): Promise<void> {
  for (const [key, seat] of [...seats]) {
    if (used.includes(key)) continue
    seats.delete(key)
    await seat.then(close).catch(() => undefined)
  }
}

/** One opening for all who ask; what failed is tried again by the next. */
async function keep<T>(seats: Map<string, Promise<T>>, key: string, open: () => Promise<T>): Promise<T> {
  const known = seats.get(key)
  if (known !== undefined) return known
  const opening = open()
  seats.set(key, opening)
  opening.catch(() => {
    if (seats.get(key) === opening) seats.delete(key)
  })
  return opening
}

/** One text under one model and extension: what the engine observed of it, and the pieces looked at so far. */
import { InvariantError } from '../../../contract'
import type { AttentionTile, CancelSignal, Observation, ObservationRequest } from '../../../contract'
import type { AttentionSessions, SeatedSession } from './AttentionSessions'
import { countOverviewTiles } from './overview'
import type { PaneText } from './paneText'
import { RecentTiles } from './RecentTiles'
import type { TurnQueue, Urgency } from './TurnQueue'

export interface PaneParts {
  readonly paneId: string
  readonly text: PaneText
  readonly sessions: AttentionSessions
  readonly queue: TurnQueue
  readonly onProgress: (fraction: number) => void
}

export class Pane {
  readonly text: PaneText
  readonly tiles = new RecentTiles<AttentionTile>()
  readonly #parts: PaneParts
  readonly #closing = new AbortController()
  #overview: Promise<Observation> | null = null
  #overviewIsThere = false
  #answer: Promise<Observation> | null = null

  constructor(parts: PaneParts) {
    this.#parts = parts
    this.text = parts.text
  }

  /** Whether `readOverview` answers at once. */
  get overviewIsThere(): boolean {
    return this.#overviewIsThere
  }

  open(): Promise<SeatedSession> {
    return this.#parts.sessions.open(this.text.place)
  }

  /** Measures and pooled maps of every head over the whole text; evaluated once, again after a failure. */
  readOverview(): Promise<Observation> {
    return (this.#overview ??= this.#evaluateOverview().catch((thrown: unknown) => {
      this.#overview = null
      throw thrown
    }))
  }

  /** Measures over the queries that predict the answer. */
  readAnswer(): Promise<Observation> {
    const { answerQueries, tokens, needle } = this.text
    if (answerQueries === null) throw new InvariantError('A pane without an answer has no answer queries.')
    return (this.#answer ??= this.observe('detail', tokens, {
      queries: { kind: 'range', ...answerQueries },
      keySpans: needle === null ? [] : [needle],
    }).catch((thrown: unknown) => {
      this.#answer = null
      throw thrown
    }))
  }

  /** @param signal gives up waiting; what has begun is finished unless the pane closes */
  observe(
    urgency: Urgency,
    tokens: Int32Array,
    observation: ObservationRequest,
    signal?: CancelSignal,
  ): Promise<Observation> {
    return this.#parts.queue.add(
      urgency,
      async () => {
        const { client, session } = await this.open()
        const { observation: observed } = await client.evaluate(
          { sessionId: session.sessionId, tokens, observation },
          { signal: this.#closing.signal },
        )
        if (observed === null) throw new InvariantError('The engine observed nothing.')
        return observed
      },
      signal ?? this.#closing.signal,
    )
  }

  /** Ends its work in progress and lets its session go. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#parts.sessions.release(this)
  }

  async #evaluateOverview(): Promise<Observation> {
    const { tokens, needle } = this.text
    const { client, model, session } = await this.open()
    const { layerCount, headCount } = model.description
    const tiles = countOverviewTiles(layerCount * headCount)
    const stopListening = client.on('evaluationProgress', ({ sessionId, evaluatedTokens, totalTokens }) => {
      if (sessionId === session.sessionId && totalTokens > 0 && evaluatedTokens < totalTokens)
        this.#parts.onProgress(evaluatedTokens / totalTokens)
    })
    try {
      const observed = await this.observe('whole-text', tokens, {
        queries: { kind: 'all' },
        pooledMap: { rows: tiles, columns: tiles },
        keySpans: needle === null ? [] : [needle],
      })
      this.#overviewIsThere = true
      this.#parts.onProgress(1)
      return observed
    } finally {
      stopListening()
    }
  }
}

/** Attention side by side, answered: panes are read by an engine of their own, so that a running study does not keep them waiting. */
import { RopewalkError } from '../../../contract'
import type { AttentionApi, AttentionPane, AttentionTile, PaneMeasures, TileRequest } from '../../../contract'
import type { ApiHandlers, HandlerCall, HandlerPorts, OpenExperiments } from '../ports'
import { AttentionSessions } from './AttentionSessions'
import { readStoredMap, suffices, toOverviewTile } from './overview'
import { Pane } from './Pane'
import { readStoredMeasures, toMeasures } from './paneMeasures'
import { readPaneText } from './paneText'
import { evaluateTile, sumRows } from './region'
import { TurnQueue } from './TurnQueue'

export interface AttentionPorts extends Pick<
  HandlerPorts,
  'attentionEngine' | 'folders' | 'readSettings' | 'emit'
> {
  readonly experiments: OpenExperiments
}

const mostPanes = 8

export function createAttentionHandlers(ports: AttentionPorts): ApiHandlers<AttentionApi> {
  const sessions = new AttentionSessions(ports.attentionEngine)
  const queue = new TurnQueue()
  const panes = new Map<string, Pane>()
  let lastPane = 0

  function findPane(paneId: string): Pane {
    const pane = panes.get(paneId)
    if (pane !== undefined) return pane
    throw new RopewalkError(
      'input.invalid',
      `No such pane: ${paneId}. Expected the id of an open pane. Open it again.`,
      { paneId },
    )
  }

  return {
    warmUp: async () => sessions.warmUp(),
    openPane: async ({ source }) => {
      if (panes.size >= mostPanes) throw tooManyPanes()
      const paneId = `p${++lastPane}`
      const visitor = {}
      sessions.enter(visitor)
      try {
        const text = await readPaneText({ ...ports, sessions }, source)
        const onProgress = (fraction: number) => ports.emit('paneProgress', { paneId, fraction })
        const pane = new Pane({ paneId, text, sessions, queue, onProgress })
        sessions.settle(pane, text.place)
        panes.set(paneId, pane)
        return await describePane(paneId, pane)
      } catch (thrown) {
        const pane = panes.get(paneId)
        panes.delete(paneId)
        await pane?.close()
        throw thrown
      } finally {
        await sessions.release(visitor)
      }
    },
    closePane: async ({ paneId }) => {
      const pane = findPane(paneId)
      panes.delete(paneId)
      await pane.close()
    },
    readMeasures: async ({ paneId, queries }) => readMeasures(paneId, findPane(paneId), queries),
    readTile: async (request, call) => readTile(findPane(request.paneId), request, call),
    readRow: async (request, { signal }) => sumRows(findPane(request.paneId), request, signal),
  }
}

async function describePane(paneId: string, pane: Pane): Promise<AttentionPane> {
  const { text } = pane
  const { client, model, session } = await pane.open()
  return {
    paneId,
    modelLabel: text.modelLabel,
    extension: session.extension.resolvedSpec,
    layers: model.description.layerCount,
    heads: model.description.headCount,
    contextTokens: session.settings.contextTokens,
    trainedContextTokens: session.extension.geometry.trainedContextTokens,
    tokens: text.tokens,
    tokenTexts: await client.tokenTexts({ modelId: model.modelId, tokens: text.tokens }),
    needle: text.needle,
    answerQueries: text.answerQueries,
  }
}

async function readMeasures(paneId: string, pane: Pane, queries: 'all' | 'answer'): Promise<PaneMeasures> {
  const { answerQueries, stored } = pane.text
  // A run observes the answer of an answer cell, and the whole text of every other.
  const kept = (answerQueries === null) === (queries === 'all') ? readStoredMeasures(paneId, stored) : null
  if (kept !== null) return kept
  if (queries === 'answer' && answerQueries === null)
    throw new RopewalkError(
      'input.invalid',
      'This pane has no answer. Expected a cell of a task that asks for one. Choose the measures over all queries.',
    )
  return toMeasures(paneId, await (queries === 'all' ? pane.readOverview() : pane.readAnswer()))
}

/** From the overview where it is fine enough, from the file while there is none yet, else evaluated. */
async function readTile(pane: Pane, request: TileRequest, { signal }: HandlerCall): Promise<AttentionTile> {
  const tokens = pane.text.tokens.length
  const stored = pane.overviewIsThere ? null : readStoredMap(pane.text.stored)
  if (stored !== null && coversMost(request, tokens)) {
    void pane.readOverview().catch(() => undefined)
    return toOverviewTile(stored, stored.map, request, true)
  }
  const overview = await pane.readOverview()
  if (overview.pooledMap !== null && suffices(overview.pooledMap, request, tokens))
    return toOverviewTile(overview, overview.pooledMap, request, false)
  const key = toTileKey(request)
  const known = pane.tiles.find(key)
  if (known !== undefined) return known
  const tile = await evaluateTile(pane, request, signal)
  pane.tiles.keep(key, tile)
  return tile
}

function coversMost({ queries, keys }: TileRequest, tokens: number): boolean {
  return queries.end - queries.first > tokens / 2 && keys.end - keys.first > tokens / 2
}

function toTileKey({ layer, head, queries, keys, rows, columns }: TileRequest): string {
  return JSON.stringify([layer, head, queries, keys, rows, columns])
}

function tooManyPanes(): RopewalkError {
  return new RopewalkError(
    'input.invalid',
    `Too many panes are open. Expected at most ${mostPanes}. Close one first.`,
    { mostPanes },
  )
}

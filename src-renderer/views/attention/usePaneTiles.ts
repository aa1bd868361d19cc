/** Coarse and fine tiles of one pane for the piece in sight. */
import type { AttentionTile } from '@contract'
import { computed, shallowRef, type ComputedRef } from 'vue'
import {
  covers,
  findDetailRegion,
  fitView,
  type PlotSize,
  type Pooling,
  type ValueTile,
} from '../../attention/map'
import { takeValues } from '../../attention/map'
import { useAttentionLink } from '../../stores/attentionLink'
import { useAttentionPanes, type ReadyPane } from '../../stores/attentionPanes'
import { useTile, type TilePiece } from '../../stores/attentionTiles'

export const overviewTiles = 256

/**
 * @param tokens positions looked at: those of the pane, or what two panes have in common
 * @param extentTokens positions of the longest pane
 */
export function usePaneTiles(pane: () => ReadyPane | null, tokens: () => number, extentTokens: () => number) {
  const link = useAttentionLink()
  const panes = useAttentionPanes()
  const size = shallowRef<PlotSize>({ width: 0, height: 0 })
  const fail = (thrown: unknown) => {
    const entry = pane()
    if (entry !== null) panes.fail(entry, thrown)
  }
  const question = (piece: TilePiece) => {
    const entry = pane()
    if (entry === null) return null
    const { choice } = link
    return { paneId: entry.pane.paneId, choice, piece, state: String(entry.fraction === 1) }
  }
  const whole = () => {
    const span = { first: 0, end: tokens() }
    const side = Math.min(overviewTiles, tokens())
    return { queries: span, keys: span, rows: side, columns: side }
  }
  const overview = useTile(() => question(whole()), fail)
  const wanted = computed(() => {
    if (size.value.width < 2) return null
    const view = link.view ?? fitView(extentTokens(), size.value)
    return findDetailRegion(view, size.value, tokens(), devicePixelRatio)
  })
  const finer = computed(() => {
    if (wanted.value === null || overview.tile.value === null) return null
    return covers(toPiece(overview.tile.value), wanted.value) ? null : wanted.value
  })
  const detail = useTile(() => finer.value && question(finer.value), fail, covers)
  const fine = computed(() => (finer.value === null ? null : detail.tile.value))
  const waiting = computed(() => overview.waiting.value || detail.waiting.value)
  return { size, overview: overview.tile, detail: fine, waiting }
}

/** From coarse to fine. */
export function useValueTiles(
  { overview, detail }: Pick<ReturnType<typeof usePaneTiles>, 'overview' | 'detail'>,
  pooling: () => Pooling,
): ComputedRef<ValueTile[]> {
  return computed(() =>
    [overview.value, detail.value]
      .filter((tile): tile is AttentionTile => tile !== null)
      .map((tile) => takeValues(tile, pooling())),
  )
}

function toPiece({ queryEdges, keyEdges }: AttentionTile): TilePiece {
  return {
    queries: { first: queryEdges[0], end: queryEdges[queryEdges.length - 1] },
    keys: { first: keyEdges[0], end: keyEdges[keyEdges.length - 1] },
    rows: queryEdges.length - 1,
    columns: keyEdges.length - 1,
  }
}

/** What one pane's map shows: images in the linked colours, and the cell under the cursor. */
import { SINK_KEYS } from '@contract'
import { computed, watchEffect } from 'vue'
import {
  buildLinearScale,
  buildLogScale,
  buildRankScale,
  findColors,
  maskSink,
  paintTile,
  readTile,
  type AttentionScale,
} from '../../attention/map'
import { useAttentionLink } from '../../stores/attentionLink'
import type { ReadyPane } from '../../stores/attentionPanes'
import { usePaneTiles, useValueTiles } from './usePaneTiles'

export function usePaneMap(entry: () => ReadyPane, extentTokens: () => number) {
  const link = useAttentionLink()
  const tiles = usePaneTiles(entry, () => entry().pane.tokens.length, extentTokens)
  const values = useValueTiles(tiles, () => link.pooling)
  const shown = computed(() =>
    link.sinkMasked ? values.value.map((tile) => maskSink(tile, SINK_KEYS)) : values.value,
  )
  watchEffect(() => {
    const [overview] = shown.value
    if (overview !== undefined) link.reportBrightest(entry().id, findBright(overview.values))
  })
  const scale = computed<AttentionScale>(() => {
    if (link.scale === 'log') return buildLogScale()
    if (link.scale === 'linear') return buildLinearScale(Math.max(0, ...link.brightest.values()))
    return buildRankScale(shown.value.at(0)?.values ?? new Float32Array())
  })
  const colors = computed(() => findColors(link.palette))
  const images = computed(() => shown.value.map((tile) => paintTile(tile, scale.value, colors.value)))
  const reading = computed(() => {
    const cell = link.cursor
    if (cell === null) return null
    return values.value
      .toReversed()
      .map((tile) => readTile(tile, cell))
      .find((found) => found !== null)
  })
  return { ...tiles, values, shown, scale, images, reading }
}

/** A few cells near 1, such as the first token's own, would leave no colours for the rest. */
const brightShare = 0.005

/** The value that only the brightest cells exceed. */
function findBright(values: Float32Array): number {
  const sorted = values.filter((value) => value > 0).sort()
  return sorted.at(Math.max(0, Math.ceil(sorted.length * (1 - brightShare)) - 1)) ?? 0
}

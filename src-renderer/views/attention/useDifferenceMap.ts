/** Pane A minus pane B where both have positions, on a diverging scale of fixed range. */
import { computed } from 'vue'
import {
  differencePalette,
  findColors,
  paintTile,
  readTile,
  subtractTiles,
  type ValueTile,
} from '../../attention/map'
import { useAttentionLink } from '../../stores/attentionLink'
import type { ReadyPane } from '../../stores/attentionPanes'
import { usePaneTiles, useValueTiles } from './usePaneTiles'

/**
 * @param pair null while one of the two is not there
 * @param range difference at the ends of the colours
 */
export function useDifferenceMap(
  pair: () => readonly [a: ReadyPane, b: ReadyPane] | null,
  extentTokens: () => number,
  range: () => number,
) {
  const link = useAttentionLink()
  const tokens = () => Math.min(...(pair() ?? []).map(({ pane }) => pane.tokens.length), extentTokens())
  const a = usePaneTiles(() => pair()?.[0] ?? null, tokens, extentTokens)
  const b = usePaneTiles(() => pair()?.[1] ?? null, tokens, extentTokens)
  const valuesOfA = useValueTiles(a, () => link.pooling)
  const valuesOfB = useValueTiles(b, () => link.pooling)
  const values = computed<ValueTile[]>(() =>
    valuesOfA.value.flatMap((tile) => {
      const other = valuesOfB.value.find((candidate) => isSamePiece(tile, candidate))
      return other === undefined ? [] : [subtractTiles(tile, other)]
    }),
  )
  const scale = computed(() => ({
    place: (value: number) => 0.5 - Math.max(-1, Math.min(1, value / range())) / 2,
  }))
  const colors = findColors(differencePalette)
  const images = computed(() => values.value.map((tile) => paintTile(tile, scale.value, colors)))
  const reading = computed(() => {
    const cell = link.cursor
    if (cell === null) return null
    return values.value
      .toReversed()
      .map((tile) => readTile(tile, cell))
      .find((found) => found !== null)
  })
  const setSize = (size: (typeof a.size)['value']) => {
    a.size.value = size
    b.size.value = size
  }
  return {
    tokens,
    values,
    images,
    reading,
    setSize,
    waiting: computed(() => a.waiting.value || b.waiting.value),
  }
}

function isSamePiece(a: ValueTile, b: ValueTile): boolean {
  return isSame(a.queryEdges, b.queryEdges) && isSame(a.keyEdges, b.keyEdges)
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a[0] === b[0] && a[a.length - 1] === b[b.length - 1]
}

/** The two panes whose maps and heads are subtracted: the first two, or those a person chose. */
import { computed } from 'vue'
import { useAttentionLink } from '../../stores/attentionLink'
import { useAttentionPanes, type ReadyPane } from '../../stores/attentionPanes'
import { paneLetters } from './paneLetters'

export type PanePair = readonly [a: ReadyPane, b: ReadyPane]

export function usePair() {
  const link = useAttentionLink()
  const panes = useAttentionPanes()

  /** Null where fewer than two panes are open. */
  const pair = computed<PanePair | null>(() => {
    const [first, second] = panes.ready
    if (second === undefined) return null
    const [a, b] = (link.pair ?? []).map((wanted) => panes.ready.find(({ id }) => id === wanted))
    return a !== undefined && b !== undefined ? [a, b] : [first, second]
  })
  const letters = computed(() => pair.value?.map(({ id }) => letterOf(id)) ?? [])

  /** Of its place in the grid, panes that are not open yet included. */
  function letterOf(id: number): string {
    return paneLetters[panes.entries.findIndex((entry) => entry.id === id)] ?? ''
  }

  /** A pane chosen twice changes places with the other. */
  function choose(place: 0 | 1, id: number): void {
    if (pair.value === null) return
    const [a, b] = pair.value.map((entry) => entry.id)
    if (place === 0) link.pair = [id, id === b ? a : b]
    else link.pair = [id === a ? b : a, id]
  }

  return { pair, letters, letterOf, choose }
}

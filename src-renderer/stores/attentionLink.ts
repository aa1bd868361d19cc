/** What the panes of the attention view share: piece in sight, cursor, heads, colours. */
import type { HeadChoice } from '@contract'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

/** Positions per CSS pixel from `key` and `query` on; see attention/map. */
export interface LinkedView {
  readonly key: number
  readonly query: number
  readonly perPixel: number
}

export interface LinkedCell {
  readonly query: number
  readonly key: number
}

export const useAttentionLink = defineStore('attentionLink', () => {
  /** Null shows whole maps. */
  const view = shallowRef<LinkedView | null>(null)
  const cursor = shallowRef<LinkedCell | null>(null)
  const choice = shallowRef<HeadChoice>({ layer: null, head: null })
  const pinned = shallowRef<readonly HeadChoice[]>([])
  /** Queries whose rows are summed in the text; empty follows the cursor. */
  const queries = shallowRef<readonly number[]>([])
  const scale = ref<'log' | 'linear' | 'rank'>('log')
  const pooling = ref<'max' | 'mean'>('max')
  const palette = ref<'viridis' | 'cividis'>('viridis')
  const sinkMasked = ref(false)
  /** Panes that are subtracted, by id; null is the first two. */
  const pair = shallowRef<readonly [a: number, b: number] | null>(null)
  /** Where a linear scale ends by pane; all share the greatest. */
  const brightest = shallowRef<ReadonlyMap<number, number>>(new Map())

  function reportBrightest(paneId: number, value: number): void {
    if (brightest.value.get(paneId) !== value) brightest.value = new Map(brightest.value).set(paneId, value)
  }

  function forgetPane(paneId: number): void {
    brightest.value = new Map([...brightest.value].filter(([id]) => id !== paneId))
    if (pair.value?.includes(paneId)) pair.value = null
  }

  function isPinned(head: HeadChoice): boolean {
    return pinned.value.some((other) => isSameChoice(other, head))
  }

  function togglePin(head: HeadChoice): void {
    pinned.value = isPinned(head)
      ? pinned.value.filter((other) => !isSameChoice(other, head))
      : [...pinned.value, head]
  }

  /** Alone, or together with those chosen before; a query chosen twice is let go. */
  function chooseQuery(query: number, added: boolean): void {
    const others = queries.value.filter((other) => other !== query)
    const wasChosen = others.length < queries.value.length
    if (!added) queries.value = wasChosen && others.length === 0 ? [] : [query]
    else queries.value = wasChosen ? others : [...others, query]
  }

  function reset(): void {
    view.value = null
    cursor.value = null
    queries.value = []
  }

  return {
    view,
    cursor,
    choice,
    pinned,
    queries,
    scale,
    pooling,
    palette,
    sinkMasked,
    pair,
    brightest,
    reportBrightest,
    forgetPane,
    isPinned,
    togglePin,
    chooseQuery,
    reset,
  }
})

export function isSameChoice(a: HeadChoice, b: HeadChoice): boolean {
  return a.layer === b.layer && a.head === b.head
}

/** The panes of the attention view: what each shows, and what the engine has said about it so far. */
import {
  toWireError,
  type AttentionPane,
  type PaneMeasures,
  type PaneSource,
  type WireError,
} from '@contract'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { client } from '../client'
import { findSibling } from './findSibling'
import type { CellTarget } from './navigation'

export interface PaneEntry {
  /** Of this window, whatever the engine calls it. */
  readonly id: number
  readonly source: PaneSource
  readonly pane: AttentionPane | null
  readonly error: WireError | null
  /** How much of the text the engine has read, 0 .. 1. */
  readonly fraction: number
  readonly measures: PaneMeasures | null
}

export type ReadyPane = PaneEntry & { readonly pane: AttentionPane }

export const mostPanes = 4

export const useAttentionPanes = defineStore('attentionPanes', () => {
  const entries = shallowRef<readonly PaneEntry[]>([])
  const ready = computed(() => entries.value.filter((entry): entry is ReadyPane => entry.pane !== null))
  let lastId = 0

  client.on('paneProgress', ({ paneId, fraction }) => {
    const entry = entries.value.find(({ pane }) => pane?.paneId === paneId)
    if (entry) change(entry.id, { fraction })
  })

  function change(id: number, changes: Partial<PaneEntry>): void {
    entries.value = entries.value.map((entry) => (entry.id === id ? { ...entry, ...changes } : entry))
  }

  /** A failure shows when a pane opens. */
  async function warmUp(): Promise<void> {
    await client.attention.warmUp({}).catch(() => undefined)
  }

  async function add(source: PaneSource): Promise<void> {
    if (entries.value.length >= mostPanes) return
    const id = ++lastId
    entries.value = [...entries.value, { id, source, pane: null, error: null, fraction: 0, measures: null }]
    await open(id, source)
  }

  async function open(id: number, source: PaneSource): Promise<void> {
    change(id, { error: null, pane: null, fraction: 0 })
    try {
      const pane = await client.attention.openPane({ source })
      if (entries.value.some((entry) => entry.id === id)) change(id, { pane })
      else await client.attention.closePane({ paneId: pane.paneId })
    } catch (thrown) {
      change(id, { error: toWireError(thrown) })
    }
  }

  async function retry({ id, source, pane }: PaneEntry): Promise<void> {
    if (pane !== null) await client.attention.closePane({ paneId: pane.paneId })
    await open(id, source)
  }

  function fail({ id }: PaneEntry, thrown: unknown): void {
    change(id, { error: toWireError(thrown) })
  }

  async function readMeasures({ id, pane }: ReadyPane, queries: 'all' | 'answer'): Promise<void> {
    const asked = pane.answerQueries === null ? 'all' : queries
    try {
      change(id, { measures: await client.attention.readMeasures({ paneId: pane.paneId, queries: asked }) })
    } catch (thrown) {
      change(id, { error: toWireError(thrown) })
    }
  }

  async function remove({ id, pane }: PaneEntry): Promise<void> {
    entries.value = entries.value.filter((entry) => entry.id !== id)
    if (pane !== null) await client.attention.closePane({ paneId: pane.paneId })
  }

  /** One place to the left or to the right. */
  function move({ id }: PaneEntry, by: -1 | 1): void {
    const order = [...entries.value]
    const from = order.findIndex((entry) => entry.id === id)
    const to = from + by
    if (to < 0 || to >= order.length) return
    ;[order[from], order[to]] = [order[to], order[from]]
    entries.value = order
  }

  /** The cell, and beside it the same item under another extension; what was open is closed. */
  async function openCell(target: CellTarget): Promise<void> {
    await Promise.all(entries.value.map(remove))
    const sibling = await findSibling(target)
    const sources = sibling === null ? [target] : [target, sibling]
    await Promise.all(sources.map((cell) => add({ kind: 'cell', ...cell })))
  }

  return { entries, ready, warmUp, add, retry, fail, readMeasures, remove, move, openCell }
})

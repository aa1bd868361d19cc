/** The open experiments, the one that is shown, and the document of each: the same as its report. */
import { toWireError, type Cell, type OpenedExperiment, type WireError } from '@contract'
import type { ReportDocument } from '@report/document/model'
import { defineStore } from 'pinia'
import { computed, shallowReactive, shallowRef } from 'vue'
import { client } from '../client'

export interface DocumentState {
  /** Null until it was composed for the first time. */
  readonly document: ReportDocument | null
  readonly error: WireError | null
  /** More cells have come since. */
  readonly isStale: boolean
  readonly isComposing: boolean
  /** How long the last composing took. */
  readonly composedInMs: number
}

const nothingComposed: DocumentState = {
  document: null,
  error: null,
  isStale: true,
  isComposing: false,
  composedInMs: 0,
}

export const useExperiments = defineStore('experiments', () => {
  const open = shallowReactive(new Map<string, OpenedExperiment>())
  const documents = shallowReactive(new Map<string, DocumentState>())
  const shownId = shallowRef<string | null>(null)
  const list = computed(() => [...open.values()])
  const shown = computed(() => (shownId.value === null ? null : (open.get(shownId.value) ?? null)))

  client.on('experimentChanged', ({ experimentId }) => void refresh(experimentId))
  client.on('cellEnded', ({ runId }) => {
    const written = list.value.find((experiment) => experiment.runId === runId)
    if (written) change(written.experimentId, { isStale: true })
  })

  async function load(): Promise<void> {
    for (const experiment of await client.results.listOpen({})) open.set(experiment.experimentId, experiment)
    shownId.value ??= list.value.at(0)?.experimentId ?? null
  }

  /** Asks for files, or opens `path`; the last one is shown. */
  async function openFiles(path: string | null): Promise<void> {
    const opened =
      path === null
        ? await client.results.chooseExperiments({})
        : [await client.results.openExperiment({ path })]
    for (const experiment of opened) add(experiment)
    shownId.value = opened.at(-1)?.experimentId ?? shownId.value
  }

  async function close(experimentId: string): Promise<void> {
    await client.results.closeExperiment({ experimentId })
    remove(experimentId)
  }

  async function refresh(experimentId: string): Promise<void> {
    try {
      add(await client.results.readExperiment({ experimentId }))
    } catch (thrown) {
      if (toWireError(thrown).code !== 'input.invalid') throw thrown
      remove(experimentId)
    }
  }

  /** Composes anew; of a run in work the cells are read again too. */
  async function compose(experimentId: string): Promise<void> {
    if (documents.get(experimentId)?.isComposing) return
    change(experimentId, { isComposing: true, isStale: false })
    const startedAtMs = performance.now()
    try {
      if (open.get(experimentId)?.runId != null)
        open.set(experimentId, await client.results.readExperiment({ experimentId }))
      // The main process composes it from the same code; the contract is below the report and cannot name its type.
      const document = (await client.results.composeDocument({ experimentId })) as ReportDocument
      change(experimentId, { document, error: null })
    } catch (thrown) {
      change(experimentId, { error: toWireError(thrown) })
    } finally {
      change(experimentId, { isComposing: false, composedInMs: performance.now() - startedAtMs })
    }
  }

  /** Ended cells of the document, where it is computed from fewer than are planned or from an older state; else null. */
  function readPart(experimentId: string): { ended: number; planned: number } | null {
    const { document, isStale } = readDocument(experimentId)
    if (document === null) return null
    const { done, failed, planned } = document.cells
    return isStale || done + failed < planned ? { ended: done + failed, planned } : null
  }

  function findCell(experimentId: string, cellId: string): Cell | undefined {
    return open.get(experimentId)?.cells.find(({ id }) => id === cellId)
  }

  function readDocument(experimentId: string): DocumentState {
    return documents.get(experimentId) ?? nothingComposed
  }

  function add(experiment: OpenedExperiment): void {
    open.set(experiment.experimentId, experiment)
    change(experiment.experimentId, { isStale: true })
    shownId.value ??= experiment.experimentId
  }

  function remove(experimentId: string): void {
    open.delete(experimentId)
    documents.delete(experimentId)
    if (shownId.value === experimentId) shownId.value = list.value.at(-1)?.experimentId ?? null
  }

  function change(experimentId: string, part: Partial<DocumentState>): void {
    if (open.has(experimentId)) documents.set(experimentId, { ...readDocument(experimentId), ...part })
  }

  return { open, list, shown, shownId, load, openFiles, close, compose, readDocument, readPart, findCell }
})

/** The run of the window: its state, its cells as they end, its log, and the runs that wait to be taken up. */
import type { CellKey, EndedCell, RunLogLine, RunSnapshot, RunState, UnfinishedRun } from '@contract'
import { defineStore } from 'pinia'
import { computed, shallowReactive, shallowRef } from 'vue'
import { client } from '../client'

/** As many as the main process keeps. */
const mostLogLines = 2_000

export const useRun = defineStore('run', () => {
  const state = shallowRef<RunState | null>(null)
  const plannedCells = shallowRef<readonly CellKey[]>([])
  const ended = shallowReactive(new Map<string, EndedCell>())
  const log = shallowRef<readonly RunLogLine[]>([])
  const unfinished = shallowRef<readonly UnfinishedRun[]>([])
  const isOver = computed(
    () => state.value === null || ['done', 'cancelled', 'failed'].includes(state.value.status),
  )
  const canPause = computed(() => state.value?.status === 'running' || state.value?.status === 'preparing')
  const canGoOn = computed(() => state.value?.status === 'paused' || state.value?.status === 'pausing')
  /** Of the tokens: cells of several lengths are not of one weight. Null before they are planned. */
  const share = computed(() => {
    if (state.value === null || state.value.plannedTokens === 0) return null
    return Math.min(1, state.value.evaluatedTokens / state.value.plannedTokens)
  })
  /** Apart from the state, which changes far more often. */
  const currentId = computed(() => state.value?.current?.id ?? null)
  const failedCells = computed(() =>
    [...ended.values()].flatMap(({ cell }) => (cell.status === 'failed' ? [cell] : [])),
  )

  client.on('runChanged', (changed) => {
    const before = state.value
    state.value = changed
    const isNew = before?.runId !== changed.runId || plannedCells.value.length !== changed.planned
    if (isNew) void load()
    else if (before.status !== changed.status && isOver.value) void loadUnfinished()
  })
  client.on('cellEnded', ({ runId, cell, timing }) => {
    if (runId === state.value?.runId) ended.set(cell.id, { cell, timing })
  })
  client.on('runLogged', ({ runId, line }) => {
    if (runId === state.value?.runId) log.value = [...log.value, line].slice(-mostLogLines)
  })

  async function load(): Promise<void> {
    const snapshot = await client.runs.readRun({})
    if (snapshot !== null) take(snapshot)
    await loadUnfinished()
  }

  function take(snapshot: RunSnapshot): void {
    state.value = snapshot.state
    plannedCells.value = snapshot.plannedCells
    log.value = snapshot.log
    ended.clear()
    for (const end of snapshot.cells) ended.set(end.cell.id, end)
  }

  async function loadUnfinished(): Promise<void> {
    unfinished.value = await client.runs.listUnfinished({})
  }

  /** Does something to the run at hand. */
  async function act(action: 'pauseRun' | 'continueRun' | 'cancelRun'): Promise<void> {
    if (state.value !== null) await client.runs[action]({ runId: state.value.runId })
  }

  async function retry(cellId: string): Promise<void> {
    if (state.value !== null) await client.runs.retryCell({ runId: state.value.runId, cellId })
  }

  async function resume(targetPath: string): Promise<void> {
    await client.runs.resumeUnfinished({ targetPath })
    await load()
  }

  async function discard(targetPath: string): Promise<void> {
    await client.runs.discardUnfinished({ targetPath })
    await loadUnfinished()
  }

  return {
    state,
    plannedCells,
    ended,
    log,
    unfinished,
    isOver,
    canPause,
    canGoOn,
    share,
    currentId,
    failedCells,
    load,
    loadUnfinished,
    pause: () => act('pauseRun'),
    goOn: () => act('continueRun'),
    cancel: () => act('cancelRun'),
    retry,
    resume,
    discard,
  }
})

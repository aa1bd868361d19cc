/** The document of an experiment, composed when it is first asked for, again while a run adds cells to it, and at once when it ends. */
import { computed, onScopeDispose, watch, type ComputedRef } from 'vue'
import { useExperiments, type DocumentState } from '../stores/experiments'

/** Composing takes a processor that a run wants too: at most a quarter of the time is spent on it. */
const shortestPauseMs = 2_000
const pauseShare = 3

export function useFreshDocument(experimentId: () => string | null): ComputedRef<DocumentState | null> {
  const experiments = useExperiments()
  let timer: ReturnType<typeof setTimeout> | null = null
  const state = computed(() => {
    const id = experimentId()
    return id === null ? null : experiments.readDocument(id)
  })

  watch(
    [experimentId, () => state.value?.isStale, () => state.value?.isComposing, isWritten],
    ([id, isStale, isComposing, isComplete]) => {
      if (id === null || !isStale) return
      if (isComplete && !isComposing) return composeNow(id)
      const isFirst = state.value?.document === null && state.value.error === null
      if (isFirst && !state.value?.isComposing) void experiments.compose(id)
      else timer ??= setTimeout(composeLater, pauseMs())
    },
    { immediate: true },
  )

  /** No run takes the processor any more. */
  function isWritten(): boolean {
    const id = experimentId()
    return id !== null && experiments.open.get(id)?.runId === null
  }

  function composeNow(id: string): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    void experiments.compose(id)
  }

  function composeLater(): void {
    timer = null
    const id = experimentId()
    if (state.value?.isComposing) timer = setTimeout(composeLater, pauseMs())
    else if (id !== null) void experiments.compose(id)
  }

  function pauseMs(): number {
    return Math.max(shortestPauseMs, pauseShare * (state.value?.composedInMs ?? 0))
  }

  onScopeDispose(() => {
    if (timer !== null) clearTimeout(timer)
  })
  return state
}

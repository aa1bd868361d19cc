/** The document of an experiment, composed when it is first asked for and again while a run adds cells to it. */
import { computed, onScopeDispose, watch, type ComputedRef } from 'vue'
import { useExperiments, type DocumentState } from '../stores/experiments'

/** Composing takes a processor for seconds: not more often than this while a run wants it too. */
const pauseMs = 8_000

export function useFreshDocument(experimentId: () => string | null): ComputedRef<DocumentState | null> {
  const experiments = useExperiments()
  let timer: ReturnType<typeof setTimeout> | null = null
  const state = computed(() => {
    const id = experimentId()
    return id === null ? null : experiments.readDocument(id)
  })

  watch(
    [experimentId, () => state.value?.isStale],
    ([id, isStale]) => {
      if (id === null || !isStale) return
      const isFirst = state.value?.document === null && state.value.error === null
      if (isFirst && !state.value?.isComposing) void experiments.compose(id)
      else timer ??= setTimeout(composeLater, pauseMs)
    },
    { immediate: true },
  )

  function composeLater(): void {
    timer = null
    const id = experimentId()
    if (state.value?.isComposing) timer = setTimeout(composeLater, pauseMs)
    else if (id !== null) void experiments.compose(id)
  }

  onScopeDispose(() => {
    if (timer !== null) clearTimeout(timer)
  })
  return state
}

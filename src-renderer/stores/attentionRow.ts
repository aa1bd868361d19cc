/** The rows of some queries of a pane, summed; superseded questions are cancelled. */
import type { RowRequest } from '@contract'
import { onScopeDispose, shallowRef, watch } from 'vue'
import { client } from '../client'

const debounceMs = 80

/** @param ask null where nothing is wanted */
export function useRow(ask: () => RowRequest | null, onError: (thrown: unknown) => void) {
  /** [n] */
  const weights = shallowRef<Float32Array | null>(null)
  const answered = shallowRef<RowRequest | null>(null)
  let controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function read(request: RowRequest): Promise<void> {
    controller.abort()
    controller = new AbortController()
    const { signal } = controller
    try {
      const row = await client.attention.readRow(request, { signal })
      if (signal.aborted) return
      weights.value = row
      answered.value = request
    } catch (thrown) {
      if (!signal.aborted) onError(thrown)
    }
  }

  watch(
    ask,
    (request) => {
      clearTimeout(timer)
      if (request !== null) timer = setTimeout(() => void read(request), debounceMs)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    controller.abort()
  })
  return { weights, answered }
}

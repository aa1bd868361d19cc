/** Errors of actions that have no place of their own in a view; each stays until it is put away. */
import { toWireError, type WireError } from '@contract'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export interface Notice {
  readonly id: number
  readonly error: WireError
}

export const useNotices = defineStore('notices', () => {
  const notices = shallowRef<readonly Notice[]>([])
  let lastId = 0

  /** A cancelled action is an outcome, not an error. */
  function report(thrown: unknown): void {
    const error = toWireError(thrown)
    if (error.code === 'run.cancelled') return
    const others = notices.value.filter((notice) => notice.error.message !== error.message)
    notices.value = [...others, { id: ++lastId, error }]
  }

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }

  /** Runs an action of the person; what goes wrong becomes a notice. */
  async function attempt(action: () => Promise<unknown>): Promise<void> {
    try {
      await action()
    } catch (thrown) {
      report(thrown)
    }
  }

  return { notices, report, dismiss, attempt }
})

/** The way out where an engine does not start, e.g. on a GPU that fails at load: the processor, from now on. */
import { computed, type ComputedRef } from 'vue'
import { useEngine } from '../stores/engine'
import { useNotices } from '../stores/notices'
import { useSettings } from '../stores/settings'

export interface CpuBackend {
  /** Whether it is another backend than the chosen one. */
  readonly offered: ComputedRef<boolean>
  readonly use: () => Promise<void>
}

export function useCpuBackend(): CpuBackend {
  const settings = useSettings()
  const engine = useEngine()
  const notices = useNotices()
  return {
    offered: computed(() => settings.settings?.backend !== 'cpu'),
    use: () =>
      notices.attempt(async () => {
        await settings.change({ backend: 'cpu' })
        await engine.restart()
      }),
  }
}

/** Files dropped anywhere on the window. */
import { onScopeDispose, ref, type Ref } from 'vue'
import { pathForFile } from '../client'

/** @returns whether files hover over the window */
export function useFileDrop(open: (paths: readonly string[]) => Promise<void>): Ref<boolean> {
  const hovering = ref(false)
  const stop = new AbortController()
  const { signal } = stop

  function carriesFiles(event: DragEvent): boolean {
    return event.dataTransfer?.types.includes('Files') ?? false
  }

  addEventListener(
    'dragover',
    (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      hovering.value = true
    },
    { signal },
  )
  addEventListener(
    'dragleave',
    (event) => {
      if (event.relatedTarget === null) hovering.value = false
    },
    { signal },
  )
  addEventListener(
    'drop',
    (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      hovering.value = false
      const paths = Array.from(event.dataTransfer?.files ?? [], pathForFile).filter((path) => path !== '')
      if (paths.length > 0) void open(paths)
    },
    { signal },
  )
  onScopeDispose(() => stop.abort())
  return hovering
}

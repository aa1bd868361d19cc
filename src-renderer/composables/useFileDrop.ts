/** Files dropped anywhere on the window. */
import { RopewalkError } from '@contract'
import { onScopeDispose, ref, type Ref } from 'vue'
import { pathForFile } from '../client'
import { useNotices } from '../stores/notices'

/** @returns whether files hover over the window */
export function useFileDrop(open: (paths: readonly string[]) => Promise<void>): Ref<boolean> {
  const hovering = ref(false)
  const notices = useNotices()
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
      const files = Array.from(event.dataTransfer?.files ?? [])
      void open(files.map(pathForFile).filter((path) => path !== ''))
      const homeless = files.find((file) => pathForFile(file) === '')
      if (homeless !== undefined) notices.report(refuseHomeless(homeless.name))
    },
    { signal },
  )
  onScopeDispose(() => stop.abort())
  return hovering
}

/** A picture dragged out of a browser and the like. */
function refuseHomeless(name: string): RopewalkError {
  return new RopewalkError(
    'input.invalid',
    `Dropped file that is not on this disk: ${name}. Expected a file of a folder. Save it, then drop it again.`,
  )
}

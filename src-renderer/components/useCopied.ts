/** Copies a text and says so for a moment. */
import { onScopeDispose, readonly, ref, type DeepReadonly, type Ref } from 'vue'

const shownMs = 1_600

export function useCopied(): { copied: DeepReadonly<Ref<boolean>>; copy(text: string): Promise<void> } {
  const copied = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function copy(text: string): Promise<void> {
    await navigator.clipboard.writeText(text)
    copied.value = true
    clearTimeout(timer)
    timer = setTimeout(() => (copied.value = false), shownMs)
  }

  onScopeDispose(() => clearTimeout(timer))
  return { copied: readonly(copied), copy }
}

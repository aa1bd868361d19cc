/** Which view is shown. */
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

export const viewNames = ['models', 'setup', 'run', 'results', 'attention', 'settings', 'help'] as const
export type ViewName = (typeof viewNames)[number]

/** A cell of an open experiment. */
export interface CellTarget {
  readonly experimentId: string
  readonly cellId: string
}

export const useNavigation = defineStore('navigation', () => {
  const view = ref<ViewName>('models')

  /** What the attention view is to show next; it takes it and sets it back. */
  const attentionTarget = shallowRef<CellTarget | null>(null)

  function show(name: ViewName): void {
    view.value = name
  }

  function openAttention(target: CellTarget): void {
    attentionTarget.value = target
    show('attention')
  }

  return { view, attentionTarget, show, openAttention }
})

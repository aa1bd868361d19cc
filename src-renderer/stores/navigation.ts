/** Which view is shown. */
import { defineStore } from 'pinia'
import { ref } from 'vue'

export const viewNames = ['models', 'setup', 'run', 'results', 'attention', 'settings', 'help'] as const
export type ViewName = (typeof viewNames)[number]

export const useNavigation = defineStore('navigation', () => {
  const view = ref<ViewName>('models')

  function show(name: ViewName): void {
    view.value = name
  }

  return { view, show }
})

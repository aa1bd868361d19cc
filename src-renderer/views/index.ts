/** The views by name, each loaded when it is first shown. A view that is not here has no place on the rail. */
import type { Component } from 'vue'
import type { ViewName } from '../stores/navigation'

export interface ViewEntry {
  readonly icon: Component
  /** `defineAsyncComponent(() => import('./models/ModelsView.vue'))` */
  readonly component: Component
  /** Apart from the work itself, at the foot of the rail. */
  readonly aside?: boolean
}

export const views: Partial<Record<ViewName, ViewEntry>> = {}

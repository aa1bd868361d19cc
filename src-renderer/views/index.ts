/** The views by name, each loaded when it is first shown. A view that is not here has no place on the rail. */
import {
  Box,
  ChartLine,
  CircleQuestionMark,
  Columns2,
  Play,
  Settings,
  SlidersHorizontal,
} from 'lucide-vue-next'
import { defineAsyncComponent, type Component } from 'vue'
import type { ViewName } from '../stores/navigation'

export interface ViewEntry {
  readonly icon: Component
  readonly component: Component
  /** Apart from the work itself, at the foot of the rail. */
  readonly aside?: boolean
}

export const views: Partial<Record<ViewName, ViewEntry>> = {
  models: { icon: Box, component: defineAsyncComponent(() => import('./models/ModelsView.vue')) },
  setup: { icon: SlidersHorizontal, component: defineAsyncComponent(() => import('./setup/SetupView.vue')) },
  run: { icon: Play, component: defineAsyncComponent(() => import('./run/RunView.vue')) },
  results: { icon: ChartLine, component: defineAsyncComponent(() => import('./results/ResultsView.vue')) },
  attention: {
    icon: Columns2,
    component: defineAsyncComponent(() => import('./attention/AttentionView.vue')),
  },
  settings: {
    icon: Settings,
    component: defineAsyncComponent(() => import('./settings/SettingsView.vue')),
    aside: true,
  },
  help: {
    icon: CircleQuestionMark,
    component: defineAsyncComponent(() => import('./help/HelpView.vue')),
    aside: true,
  },
}

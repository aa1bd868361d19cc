import './zodConfig'
import './styles'
import { createPinia } from 'pinia'
import { createApp, type App as Page } from 'vue'
import App from './App.vue'
import { i18n } from './i18n'
import { registerOpeners } from './opening/registerOpeners'
import { useEngine } from './stores/engine'
import { useNotices } from './stores/notices'
import { useSettings } from './stores/settings'
import { useSetup } from './stores/setup'
import StartFailure from './views/frame/StartFailure.vue'

const pinia = createPinia()

/** Theme and language are known before the first paint, and what was kept is there; the engine loads behind it. */
async function start(): Promise<Page> {
  const app = createApp(App).use(pinia).use(i18n)
  await useSettings().load()
  await useNotices().attempt(useSetup().restore)
  registerOpeners()
  return app
}

try {
  const app = await start()
  app.mount('#app')
  void useEngine().load()
} catch (thrown) {
  createApp(StartFailure, { cause: thrown }).use(pinia).use(i18n).mount('#app')
}

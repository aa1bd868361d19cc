import './zodConfig'
import './styles'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './i18n'
import { registerOpeners } from './opening/registerOpeners'
import { useEngine } from './stores/engine'
import { useSettings } from './stores/settings'

const app = createApp(App).use(createPinia()).use(i18n)

/** Theme and language are known before the first paint; the engine loads behind it. */
await useSettings().load()
registerOpeners()
app.mount('#app')
void useEngine().load()

/** Settings of the person and facts of the start; theme and language take effect here. */
import type { Settings, StartFacts } from '@contract'
import { defineStore } from 'pinia'
import { computed, shallowRef, watchEffect } from 'vue'
import { client } from '../client'
import { setLanguage, toLanguage } from '../i18n'

export const useSettings = defineStore('settings', () => {
  const start = shallowRef<StartFacts | null>(null)
  const settings = shallowRef<Settings | null>(null)
  const darkSystem = matchMedia('(prefers-color-scheme: dark)')
  const systemTheme = shallowRef<'light' | 'dark'>(darkSystem.matches ? 'dark' : 'light')
  darkSystem.addEventListener('change', ({ matches }) => (systemTheme.value = matches ? 'dark' : 'light'))

  const theme = computed<'light' | 'dark'>(() => {
    const chosen = settings.value?.theme ?? 'system'
    return chosen === 'system' ? systemTheme.value : chosen
  })
  const language = computed(() => {
    const chosen = settings.value?.language ?? 'system'
    return toLanguage(chosen === 'system' ? (start.value?.systemLanguage ?? 'en') : chosen)
  })
  watchEffect(() => (document.documentElement.dataset.theme = theme.value))
  watchEffect(() => setLanguage(language.value))

  client.on('settingsChanged', (changed) => (settings.value = changed))

  async function load(): Promise<StartFacts> {
    const facts = await client.app.readStart({})
    start.value = facts
    settings.value = facts.settings
    return facts
  }

  async function change(changes: Partial<Settings>): Promise<void> {
    settings.value = await client.app.writeSettings(changes)
  }

  async function chooseDataFolder(): Promise<void> {
    settings.value = await client.app.chooseDataFolder({})
  }

  return { start, settings, theme, language, load, change, chooseDataFolder }
})

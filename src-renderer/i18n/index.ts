/** Words of the window in English and Simplified Chinese; each view keeps its own message file. */
import { createI18n } from 'vue-i18n'
import { en } from './en'
import type { MessageKey } from './wording'
import { zhCN } from './zh-CN'

export type Language = 'en' | 'zh-CN'
export type { MessageKey, Wording } from './wording'

export const i18n = createI18n<false>({
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- still the default to turn off in version 11
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en, 'zh-CN': zhCN },
})

export type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string

/** `values.n`, where given, also chooses between the forms `one | many`. */
export const translate: Translate = (key, values = {}) => {
  const { t } = i18n.global
  return typeof values.n === 'number' ? t(key, { ...values }, values.n) : t(key, { ...values })
}

/** The words of the current language, with checked keys; reactive where it is read while rendering. */
export function useMessages(): { t: Translate } {
  return { t: translate }
}

export function currentLanguage(): Language {
  return i18n.global.locale.value === 'zh-CN' ? 'zh-CN' : 'en'
}

export function setLanguage(language: Language): void {
  i18n.global.locale.value = language
  document.documentElement.lang = language
}

/** The nearest language there is for a BCP 47 tag. */
export function toLanguage(tag: string): Language {
  return tag.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

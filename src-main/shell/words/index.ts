import type { Settings } from '../../contract'
import { chinese } from './chinese'
import { english } from './english'
import type { ShellWords } from './words'

export type { Question, ShellWords } from './words'

/** @param systemLanguage BCP 47 */
export function chooseWords(language: Settings['language'], systemLanguage: string): ShellWords {
  const chosen = language === 'system' ? systemLanguage : language
  return chosen.toLowerCase().startsWith('zh') ? chinese : english
}

/** Phrases found in a text, with numbers as wholes. */
import { flattenText } from './computePhraseFraction'

/**
 * As `computePhraseFraction`, but a phrase that begins or ends with a digit is not found inside a longer number: 33787 does not
 * stand in 337878.
 */
export function computeWholePhraseFraction(text: string, phrases: readonly string[]): number {
  const searched = flattenText(text)
  return phrases.filter((phrase) => isWithin(searched, flattenText(phrase))).length / phrases.length
}

function isWithin(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1))
    if (!joinsDigits(text, at) && !joinsDigits(text, at + phrase.length)) return true
  return false
}

function joinsDigits(text: string, at: number): boolean {
  return /^[0-9]{2}$/.test(text.slice(Math.max(0, at - 1), at + 1))
}

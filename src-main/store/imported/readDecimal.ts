/** A number as other tools print it, with the point or comma of their locale. */
import { RopewalkError } from '../../contract'

const DECIMAL = /^[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/i

/** Null for what is no finite number, `nan` included; digits are never grouped. */
export function readDecimal(text: string): number | null {
  const trimmed = text.trim()
  if (!DECIMAL.test(trimmed)) return null
  const value = Number(trimmed.replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

/**
 * @param where file and place in it
 * @throws RopewalkError `import.unreadable` for what is no perplexity, which a wrong row would hide
 */
export function requirePerplexity(text: string, where: string): number {
  const value = readDecimal(text)
  if (value !== null && value >= 1) return value
  throw new RopewalkError(
    'import.unreadable',
    `Perplexity that is no number in ${where}: ${text.trim()}. Expected a number of at least 1. ` +
      'Find out what went wrong in that run, or leave it out of the file.',
    { where },
  )
}

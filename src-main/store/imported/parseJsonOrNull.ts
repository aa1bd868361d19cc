import { RopewalkError } from '../../contract'
import { parseJson } from '../parseJson'

/** JSON of another tool's file, the key `__proto__` refused; null for text that is no JSON. */
export function parseJsonOrNull(text: string): unknown {
  try {
    return parseJson(text, 'results')
  } catch (thrown) {
    if (thrown instanceof RopewalkError) return null
    throw thrown
  }
}

import { MAX_TEXT_BYTES } from './archive/limits'
import { toDamagedError } from './damage'

/** Bytes of an untrusted part as text. @throws RopewalkError `experiment.damaged` where they are too many or not UTF-8 */
export function decodeText(content: Uint8Array, where: string): string {
  if (content.length > MAX_TEXT_BYTES) throw toDamagedError(where, `the text has ${content.length} bytes`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    throw toDamagedError(where, 'the text is not UTF-8')
  }
}

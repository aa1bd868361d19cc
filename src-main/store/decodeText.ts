import { toDamagedError } from './damage'

/** Bytes of an untrusted part as text. @throws RopewalkError `experiment.damaged` where they are not UTF-8 */
export function decodeText(content: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    throw toDamagedError(where, 'the text is not UTF-8')
  }
}

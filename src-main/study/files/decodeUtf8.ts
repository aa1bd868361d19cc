import { RopewalkError } from '../../contract'

/**
 * The bytes of a text as they are meant: a byte order mark stays, and nothing is replaced without a word.
 * @param path as it was named, for the error
 * @throws RopewalkError `text.missing` where they are not UTF-8
 */
export function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new RopewalkError(
      'text.missing',
      `Text that is not UTF-8: ${path}. Expected a text file in UTF-8. Convert it, or choose another file.`,
      { path },
    )
  }
}

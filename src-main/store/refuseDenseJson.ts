/** JSON of untrusted files that would take far more memory than its length tells. */
import { DENSITY_FREE_BYTES, MIN_BYTES_PER_VALUE } from './archive/limits'
import { toDamagedError } from './damage'

const [QUOTE, BACKSLASH, COMMA, LIST, OBJECT] = Buffer.from('"\\,[{')

/**
 * Refuses long JSON that holds more values than any experiment: `[{},{},...]` takes twenty times its length once parsed.
 *
 * @param content JSON, or lines of JSON, before anything parsed it
 * @throws RopewalkError `experiment.damaged`
 */
export function refuseDenseJson(content: Uint8Array, where: string): void {
  if (content.length <= DENSITY_FREE_BYTES) return
  const values = countValues(content)
  if (values * MIN_BYTES_PER_VALUE > content.length)
    throw toDamagedError(where, `it claims ${values} values in ${content.length} bytes`)
}

/** At least as many as there are: every value but the first of a text follows a comma, or opens a list or an object. */
function countValues(content: Uint8Array): number {
  let values = 0
  let isText = false
  for (let at = 0; at < content.length; at++) {
    const byte = content[at]
    if (byte === QUOTE) isText = !isText
    else if (isText) at += byte === BACKSLASH ? 1 : 0
    else if (byte === COMMA || byte === LIST || byte === OBJECT) values++
  }
  return values
}

/** JSON of untrusted files. */
import { toDamagedError } from './damage'

/**
 * Parses JSON and refuses the key `__proto__`, which would change prototypes when an object is copied.
 *
 * @param where named in the error, e.g. `manifest.json`
 * @throws RopewalkError `experiment.damaged`
 */
export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text, refusePrototypeKey)
  } catch (thrown) {
    throw toDamagedError(where, thrown instanceof Error ? thrown.message.replace(/\.$/, '') : String(thrown))
  }
}

function refusePrototypeKey(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('the key "__proto__" is not allowed')
  return value
}

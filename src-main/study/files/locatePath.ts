/** A path of a spec on this system, whichever system the spec was written on. */
import { existsSync } from 'node:fs'
import { resolve, sep } from 'node:path'

/** @param folder of the spec */
export function locatePath(folder: string, path: string): string {
  const located = resolve(folder, path)
  // What parts folders on Windows may be part of a name elsewhere: a file of that name comes first.
  if (sep === '\\' || !path.includes('\\') || existsSync(located)) return located
  return resolve(folder, path.replaceAll('\\', '/'))
}

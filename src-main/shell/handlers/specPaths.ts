/** Paths of a spec as the window has them, and as files that travel keep them. */
import { isAbsolute, relative, sep } from 'node:path'
import { isBundled, locateBundled, locatePath, nameBundled } from '../../study'

/** Absolute, as the list of models has them; a text that comes with Ropewalk keeps its name. */
export function toLocated(path: string, folder: string, resources: string): string {
  if (isBundled(path)) return path.endsWith('.gguf') ? (locateBundled(path, resources) ?? path) : path
  const located = locatePath(folder, path)
  const named = nameBundled(located, resources)
  return named.endsWith('.txt') ? named : located
}

/** What comes with Ropewalk by its name, the rest relative to the file's folder. */
export function toPortable(path: string, folder: string, resources: string): string {
  const named = nameBundled(path, resources)
  return isBundled(named) ? named : toRelative(folder, named)
}

/** Forward slashes on every system; what lies on another drive stays absolute, and a relative path as it is. */
function toRelative(folder: string, path: string): string {
  if (!isAbsolute(path)) return path
  const from = relative(folder, path)
  return isAbsolute(from) ? path : from.split(sep).join('/')
}

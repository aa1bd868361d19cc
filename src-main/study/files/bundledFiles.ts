/** Files that come with Ropewalk are named, not located: `bundled:NAME`, a text of resources/corpora or a model of resources/models. */
import { basename, dirname, extname, join, resolve } from 'node:path'

const BUNDLED = 'bundled:'
const folders = new Map([
  ['.txt', 'corpora'],
  ['.gguf', 'models'],
])

export function isBundled(path: string): boolean {
  return path.startsWith(BUNDLED)
}

/** Where the file of a name lies; null for a name that no bundled file can have. */
export function locateBundled(path: string, resources: string): string | null {
  const name = /^bundled:(\w[\w.-]*)$/.exec(path)?.[1] ?? ''
  const folder = folders.get(extname(name))
  return folder === undefined ? null : join(resources, folder, name)
}

/** `bundled:NAME` of a file of the resources; the path itself of any other. */
export function nameBundled(path: string, resources: string): string {
  const folder = folders.get(extname(path))
  if (folder === undefined || dirname(resolve(path)) !== resolve(resources, folder)) return path
  return `${BUNDLED}${basename(path)}`
}

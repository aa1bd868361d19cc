/** Paths as files that travel keep them. */
import { isAbsolute, relative, sep } from 'node:path'

/** Forward slashes on every system; what lies on another drive stays absolute, and a relative path as it is. */
export function toRelativePath(folder: string, path: string): string {
  if (!isAbsolute(path)) return path
  const from = relative(folder, path)
  return isAbsolute(from) ? path : from.split(sep).join('/')
}

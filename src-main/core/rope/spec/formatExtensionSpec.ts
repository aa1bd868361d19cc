import type { RopeExtension } from '../../../contract'
import { extensionTable } from '../extensionTable'

/** The canonical spec string: keys in the table's order, defaults left out. Parsing it gives the extension back. */
export function formatExtensionSpec(extension: RopeExtension): string {
  const values = new Map<string, unknown>(Object.entries(extension))
  const pairs = extensionTable[extension.kind].parameters
    .filter(({ key, fallback }) => values.get(key) !== fallback)
    .map(({ key }) => `${key}=${String(values.get(key))}`)
  return pairs.length > 0 ? `${extension.kind}:${pairs.join(',')}` : extension.kind
}

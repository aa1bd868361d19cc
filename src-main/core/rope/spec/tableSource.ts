/** Where an extension takes its numbers from, for those that do not compute them. */
import { RopewalkError, type RopeExtension } from '../../../contract'
import { parseExtensionSpec } from './parseExtensionSpec'

export type TableSource =
  | { readonly kind: 'file'; readonly path: string }
  /** Of the experiment's own. */
  | { readonly kind: 'curve'; readonly name: string }

export function findTableSource(extension: RopeExtension): TableSource | null {
  if (extension.kind !== 'custom' && extension.kind !== 'longrope') return null
  const path = extension.kind === 'custom' ? extension.file : extension.factors
  if (path !== null) return { kind: 'file', path }
  return extension.curve === null ? null : { kind: 'curve', name: extension.curve }
}

/** What an extension is called where it stands among others: a curve by its name, every other by its spec. */
export function nameExtension(spec: string): string {
  try {
    const source = findTableSource(parseExtensionSpec(spec))
    return source?.kind === 'curve' ? source.name : spec
  } catch (thrown) {
    if (thrown instanceof RopewalkError) return spec
    throw thrown
  }
}

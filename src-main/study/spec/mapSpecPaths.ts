/** Moves a spec: the paths in it are relative to where its file lies. */
import { RopewalkError } from '../../contract'
import { formatExtensionSpec, parseExtensionSpec } from '../../core/rope'

type Draft = Readonly<Record<string, unknown>>

/**
 * The spec with every path replaced: models, texts of tasks, files of extensions. Names of bundled files are paths here too.
 *
 * @param draft as JSON, possibly incomplete or wrong: what is not where a path belongs stays as it is
 */
export function mapSpecPaths(draft: Draft, mapPath: (path: string) => string): Draft {
  const map = (path: unknown): unknown => (typeof path === 'string' && path !== '' ? mapPath(path) : path)
  const mapExtension = (extension: unknown): unknown => mapExtensionFile(extension, mapPath)
  return mapFields(draft, {
    models: mapItems((model) => mapFields(model, { path: map, extensions: mapItems(mapExtension) })),
    extensions: mapItems(mapExtension),
    tasks: mapItems((task) => mapFields(task, { text: map, texts: mapItems(map) })),
  })
}

function mapExtensionFile(written: unknown, mapPath: (path: string) => string): unknown {
  if (typeof written !== 'string') return written
  try {
    const extension = parseExtensionSpec(written)
    if (extension.kind === 'custom' && extension.file !== null)
      return formatExtensionSpec({ ...extension, file: mapPath(extension.file) })
    if (extension.kind === 'longrope' && extension.factors !== null)
      return formatExtensionSpec({ ...extension, factors: mapPath(extension.factors) })
    return written
  } catch (thrown) {
    // A spec in the making may hold an extension that cannot be read yet.
    if (thrown instanceof RopewalkError && thrown.code === 'extension.invalid') return written
    throw thrown
  }
}

type MapValue = (value: unknown) => unknown

function mapItems(mapItem: MapValue): MapValue {
  return (value) => (Array.isArray(value) ? value.map((item: unknown) => mapItem(item)) : value)
}

/** Fields that are not there are not made. */
function mapFields(value: Draft, fields: Readonly<Record<string, MapValue>>): Draft
function mapFields(value: unknown, fields: Readonly<Record<string, MapValue>>): unknown
function mapFields(value: unknown, fields: Readonly<Record<string, MapValue>>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const mapped = Object.entries(value).map(([name, field]: [string, unknown]) => [
    name,
    Object.hasOwn(fields, name) ? fields[name](field) : field,
  ])
  return Object.fromEntries(mapped) as Draft
}

/** Extension specs as cards edit them: one parameter at a time, always written canonically. */
import type { ExtensionKind, RopeExtension, RotaryGeometry } from '@contract'
import { extensionTable, formatExtensionSpec, parseExtensionSpec } from '@core/rope'
import type { ParameterDefinition } from '@core/rope'

/** Null while the spec cannot be read. */
export function readExtension(spec: string): RopeExtension | null {
  try {
    return parseExtensionSpec(spec)
  } catch {
    return null
  }
}

export function readParameter(
  extension: RopeExtension,
  { key }: Pick<ParameterDefinition, 'key'>,
): number | string | null {
  const value: unknown = Reflect.get(extension, key)
  return typeof value === 'number' || typeof value === 'string' ? value : null
}

/** The spec with one parameter changed; null gives `auto` for a scale and the extension's own rule otherwise. */
export function writeParameter(
  extension: RopeExtension,
  { key, type, fallback }: ParameterDefinition,
  value: number | string | null,
): string {
  const absent = type === 'scale' ? 'auto' : (fallback ?? null)
  return formatExtensionSpec({ ...extension, [key]: value ?? absent })
}

/** Kinds that take their numbers from a file have no spec before one is chosen. */
export function createSpec(kind: ExtensionKind, { ropeBase }: RotaryGeometry): string {
  const values: Readonly<Record<string, number | string>> = {
    scale: 'auto',
    base: Math.round(ropeBase * 10),
    factor: kind === 'llama3' ? 8 : 2,
    lowFrequencyFactor: 1,
    highFrequencyFactor: 4,
    keep: 0.75,
  }
  const required = extensionTable[kind].parameters.filter(({ fallback }) => fallback === undefined)
  const pairs = required.map(({ key }) => `${key}=${values[key] ?? ''}`)
  return pairs.length === 0 ? kind : `${kind}:${pairs.join(',')}`
}

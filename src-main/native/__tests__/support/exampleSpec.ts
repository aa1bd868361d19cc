/** One spec of an extension that moves frequencies far, made from the extension's own entry in the table. */
import type { ExtensionKind } from '../../../contract'
import { extensionTable, isExtensionKind } from '../../../core/rope'
import type { ParameterDefinition } from '../../../core/rope'

export interface ExampleSpec {
  readonly spec: string
  /** Text of the file that the spec names, for `pairs` = d/2 pairs. */
  readonly fileText: string | null
}

/** Only what has no default is given, and of keys that stand for one another the first: scales and numbers far above their least value, or half of their greatest. */
export function toExampleSpec(extension: string, pairs: number): ExampleSpec {
  if (!isExtensionKind(extension)) throw new Error(`Not in the extension table: ${extension}.`)
  const { parameters, oneOf } = extensionTable[extension]
  const required = parameters.filter(({ key, fallback }) => fallback === undefined || key === oneOf?.[0])
  const values = required.map((parameter) => `${parameter.key}=${toExampleValue(parameter)}`)
  return {
    spec: values.length === 0 ? extension : `${extension}:${values.join(',')}`,
    fileText: required.some(({ type }) => type === 'file') ? writeFile(extension, pairs) : null,
  }
}

function toExampleValue({ type, minimum, above, maximum }: ParameterDefinition): string {
  if (type === 'file') return 'example.json'
  return String(maximum === undefined ? 4 * Math.max(1, minimum ?? above ?? 1) : maximum / 2)
}

function writeFile(extension: ExtensionKind, pairs: number): string {
  const ofPairs = (value: (share: number) => number) =>
    Array.from({ length: pairs }, (_, j) => value(j / (pairs - 1)))
  switch (extension) {
    case 'longrope':
      return JSON.stringify({
        short_factor: ofPairs((share) => 1 + 0.5 * share),
        long_factor: ofPairs((share) => 1 + 5 * share),
      })
    case 'custom':
      return JSON.stringify({
        inverseFrequencies: ofPairs((share) => 0.8 * 1000 ** -share),
        attentionFactor: 1.2,
      })
    default:
      throw new Error(`No example of the file that ${extension} reads. Add one here.`)
  }
}

import { RopewalkError } from '../../contract'
import type { ExtensionKind, RopeExtension, RotaryGeometry, RotaryTable } from '../../contract'
import { extensionTable } from './extensionTable'
import type { ExtensionInput } from './extensions/extensionEntry'
import { resolveScale } from './resolveScale'
import { formatExtensionSpec } from './spec/formatExtensionSpec'

export interface ResolvedExtension {
  /** Canonical, with `auto` replaced by the number it stands for. */
  readonly resolvedSpec: string
  readonly extension: RopeExtension
  /** null for `native`. */
  readonly table: RotaryTable | null
}

/**
 * An extension for one model and one context length.
 * @param fileText text of the file that `longrope` and `custom` name
 * @throws RopewalkError `extension.invalid` where the numbers do not fit the model
 */
export function resolveExtension(
  extension: RopeExtension,
  geometry: RotaryGeometry,
  contextTokens: number,
  fileText: string | null = null,
): ResolvedExtension {
  checkGeometry(geometry)
  checkContext(contextTokens)
  const input: ExtensionInput = { ...geometry, contextTokens, fileText }
  const fixed = fixScale(extension, input)
  const resolvedSpec = formatExtensionSpec(fixed)
  const table = computeTable(fixed, input)
  if (table !== null) {
    checkFrequencies(table, resolvedSpec)
    checkAttentionFactor(table, resolvedSpec)
  }
  return { resolvedSpec, extension: fixed, table }
}

function fixScale(extension: RopeExtension, input: ExtensionInput): RopeExtension {
  return 'scale' in extension ? { ...extension, scale: resolveScale(extension.scale, input) } : extension
}

function computeTable<K extends ExtensionKind>(
  extension: RopeExtension<K>,
  input: ExtensionInput,
): RotaryTable | null {
  const kind: K = extension.kind
  return extensionTable[kind].compute(extension, input)
}

/** In rad/token. A pair turns once a token at 2 pi; far beyond, binary32 angles are noise and then infinite. */
const greatestFrequency = 1e6

function checkFrequencies(table: RotaryTable, spec: string): void {
  const wrong = table.inverseFrequencies.find((value) => !(value >= 0 && value <= greatestFrequency))
  if (wrong === undefined) return
  throw new RopewalkError(
    'extension.invalid',
    `Frequency out of range: ${wrong} rad/token in extension ${spec}. Expected 0 to ${greatestFrequency}. Check its parameters.`,
  )
}

/** Keys are cached in binary16, which ends at 65504: a factor beyond this makes every weight infinite. */
const greatestAttentionFactor = 1000

function checkAttentionFactor({ attentionFactor }: RotaryTable, spec: string): void {
  if (attentionFactor > 0 && attentionFactor <= greatestAttentionFactor) return
  throw new RopewalkError(
    'extension.invalid',
    `Attention factor out of range: ${attentionFactor} in extension ${spec}. ` +
      `Expected more than 0 and at most ${greatestAttentionFactor}. Check its parameters.`,
  )
}

function checkGeometry(geometry: RotaryGeometry): void {
  const { rotaryDimensions, ropeBase, trainedContextTokens } = geometry
  const problem =
    !Number.isInteger(rotaryDimensions) || rotaryDimensions < 4 || rotaryDimensions % 2 !== 0
      ? `Rotary dimensions: ${rotaryDimensions}. Expected an even number of at least 4`
      : !Number.isFinite(ropeBase) || ropeBase <= 1
        ? `RoPE base: ${ropeBase}. Expected a number above 1`
        : !Number.isInteger(trainedContextTokens) || trainedContextTokens < 1
          ? `Trained context: ${trainedContextTokens}. Expected a whole number of tokens`
          : null
  if (problem !== null)
    throw new RopewalkError('extension.invalid', `${problem}. Check the model or the options.`)
}

function checkContext(contextTokens: number): void {
  if (Number.isInteger(contextTokens) && contextTokens >= 1) return
  throw new RopewalkError(
    'context.invalid',
    `Context length: ${contextTokens}. Expected a whole number of tokens of at least 1. Correct the context.`,
  )
}

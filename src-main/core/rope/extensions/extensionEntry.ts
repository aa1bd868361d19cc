/** The shape of one extension's file: what it is, what it takes, what it computes. */
import type { ExtensionKind, RopeExtension, RotaryGeometry, RotaryTable } from '../../../contract'

/** What a table is computed for. */
export interface ExtensionInput extends RotaryGeometry {
  /** n: the run's context length in tokens, constant for the whole run. */
  readonly contextTokens: number
  /** Text of the file or the curve that the extension names, where it names one. */
  readonly fileText: string | null
}

export type ParameterType = 'scale' | 'number' | 'integer' | 'file' | 'name'

export interface ParameterDefinition {
  readonly key: string
  readonly type: ParameterType
  /** Value of a key left out; undefined: required. null: computed by the extension's own rule. */
  readonly fallback: number | null | undefined
  readonly minimum?: number
  readonly above?: number
  readonly maximum?: number
  readonly meaning: string
}

/** Checked values of a spec string, by key. */
export interface ParameterValues {
  scale(key: string): number | 'auto'
  number(key: string): number
  optionalNumber(key: string): number | null
  text(key: string): string | null
}

export interface ExtensionEntry<K extends ExtensionKind> {
  readonly kind: K
  readonly title: string
  /** In plain text, with the symbols of docs/glossary.md. */
  readonly formula: string
  /** Key of the reading list and where in the source. */
  readonly source: string
  /** Derivation and worked example, from the root of the project; null where there is no formula. */
  readonly page: string | null
  readonly parameters: readonly ParameterDefinition[]
  /** Keys whose values must rise in this order, strictly unless `mayBeEqual`: most ramps are not defined between equal ends. */
  readonly rising?: readonly [lower: string, upper: string]
  /** Whether the two may be equal. */
  readonly mayBeEqual?: true
  /** Keys of which exactly one is given. */
  readonly oneOf?: readonly [string, string]
  read(values: ParameterValues): RopeExtension<K>
  /** null: the model's own rotations are left alone. */
  compute(extension: RopeExtension<K>, input: ExtensionInput): RotaryTable | null
}

export const curveParameter: ParameterDefinition = {
  key: 'curve',
  type: 'name',
  fallback: null,
  meaning: 'or the name of a curve of the experiment',
}

export const scaleParameter: ParameterDefinition = {
  key: 'scale',
  type: 'scale',
  fallback: undefined,
  minimum: 1,
  meaning: 's, target length over trained length; auto = max(1, n / L)',
}

/** Shapes shared by the conversions to and from other programs. */
import type { RopeExtension } from '../../../contract'

/** The other side's words for an extension, or why it has none. */
export type Conversion<T> =
  | { readonly kind: 'expressed'; readonly value: T; readonly notes: readonly string[] }
  | { readonly kind: 'inexpressible'; readonly reason: string }

/** An extension as another program states it, with what it states beside. */
export interface StatedExtension {
  readonly extension: RopeExtension
  /** b; null: not stated, the model's own. */
  readonly ropeBase: number | null
  /** L; null: not stated, the model's own. */
  readonly trainedContextTokens: number | null
  /** Text of the file that the extension names. */
  readonly fileText: string | null
}

export function expressed<T>(value: T, ...notes: readonly string[]): Conversion<T> {
  return { kind: 'expressed', value, notes }
}

export function inexpressible(reason: string): { readonly kind: 'inexpressible'; readonly reason: string } {
  return { kind: 'inexpressible', reason }
}

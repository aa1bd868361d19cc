/** What a read-out says, in the window's language. */
export interface ReadoutWords {
  number(value: number | null): string
  heads(count: number): string
  readonly distance: string
  readonly keyPosition: string
  readonly tokens: string
  readonly mean: string
  readonly uniform: string
  readonly layer: string
  readonly head: string
}

import type { ParameterValues } from '../extensions/extensionEntry'

/** Values that were read and checked against their definitions, handed to an extension's `read`. */
export class CheckedValues implements ParameterValues {
  readonly #values: ReadonlyMap<string, number | string | null>

  constructor(values: ReadonlyMap<string, number | string | null>) {
    this.#values = values
  }

  scale(key: string): number | 'auto' {
    const value = this.#values.get(key)
    return typeof value === 'number' ? value : 'auto'
  }

  number(key: string): number {
    const value = this.#values.get(key)
    return typeof value === 'number' ? value : Number.NaN
  }

  optionalNumber(key: string): number | null {
    const value = this.#values.get(key)
    return typeof value === 'number' ? value : null
  }

  text(key: string): string | null {
    const value = this.#values.get(key)
    return typeof value === 'string' ? value : null
  }
}

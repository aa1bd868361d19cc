/** Keys and values of needles: numbers, pairs of words, UUIDs. */
import { assertNever } from '../../contract'
import type { DerivedRandom } from '../prompt'
import { adjectives, nouns } from './words'

export type ValueType = 'numbers' | 'words' | 'uuids'

/** @param digits of a number, the first not 0 */
export function drawValue(random: DerivedRandom, type: ValueType, digits: number): string {
  switch (type) {
    case 'numbers':
      return String(random.nextBetween(10 ** (digits - 1), 10 ** digits - 1))
    case 'words':
      return `${drawOne(random, adjectives)}-${drawOne(random, nouns)}`
    case 'uuids':
      return drawUuid(random)
    default:
      return assertNever(type)
  }
}

/** As many values as asked for, all different and none of `taken`. */
export function drawValues(
  random: DerivedRandom,
  count: number,
  type: ValueType,
  digits: number,
  taken: readonly string[] = [],
): string[] {
  const drawn = new Set<string>()
  while (drawn.size < count) {
    const value = drawValue(random, type, digits)
    if (!taken.includes(value)) drawn.add(value)
  }
  return [...drawn]
}

function drawOne<T>(random: DerivedRandom, values: readonly T[]): T {
  return values[random.nextBetween(0, values.length - 1)]
}

/** The values in a drawn order (Fisher and Yates). */
export function drawOrder<T>(random: DerivedRandom, values: readonly T[]): T[] {
  const order = [...values]
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.nextBetween(0, last)
    const value = order[last]
    order[last] = order[other]
    order[other] = value
  }
  return order
}

/** Version 4, variant 1 (RFC 9562, section 5.4). */
function drawUuid(random: DerivedRandom): string {
  const hex = (count: number) =>
    Array.from({ length: count }, () => random.nextBetween(0, 15).toString(16)).join('')
  const variant = random.nextBetween(8, 11).toString(16)
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`
}

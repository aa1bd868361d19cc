/** What chance decides in a needle sample. */
import { drawOrder, drawValues } from '../drawValue'
import type { SampleInput } from '../sampleInput'
import type { NiahSettings } from './subtasks'
import type { NiahWording } from './wording'

export interface DrawnNeedle {
  readonly key: string
  readonly text: string
}

export interface DrawnNeedles {
  /** In the order they stand in the haystack. */
  readonly needles: readonly DrawnNeedle[]
  /** Keys asked for. */
  readonly queries: readonly string[]
  /** Their values, key by key. */
  readonly references: readonly string[]
  /** Where each needle goes, 0 .. 1 of the haystack, rising. */
  readonly places: readonly number[]
}

/** As many depths as the original draws from: round(linspace(0, 100, 40)). */
const depthPercents = Array.from({ length: 40 }, (_, i) => Math.round((i * 100) / 39))

export function drawNeedles(
  { keyType, valueType, keys: keyCount, values: valueCount, queries: queryCount, haystack }: NiahSettings,
  { numberDigits, writeNeedle }: NiahWording,
  { random }: SampleInput,
): DrawnNeedles {
  const draw = random('values')
  const keys = drawValues(draw, Math.max(keyCount, queryCount), keyType, numberDigits)
  const values = drawValues(draw, keys.length * valueCount, valueType, numberDigits)
  const valuesOf = (key: string) =>
    values.slice(keys.indexOf(key) * valueCount, (keys.indexOf(key) + 1) * valueCount)
  const needles = keys.flatMap((key) =>
    valuesOf(key).map((value) => ({ key, text: writeNeedle(valueType, key, value) })),
  )
  const queries = drawOrder(random('queries'), keys).slice(0, queryCount)
  return {
    needles: drawOrder(random('order'), needles),
    queries,
    references: queries.flatMap(valuesOf),
    places: drawPlaces(needles.length, haystack, random('places')),
  }
}

/** Essays: depths without replacement. Lines: anywhere. */
function drawPlaces(
  count: number,
  haystack: NiahSettings['haystack'],
  random: ReturnType<SampleInput['random']>,
): number[] {
  const places =
    haystack === 'essays'
      ? drawOrder(random, depthPercents)
          .slice(0, count)
          .map((depth) => depth / 100)
      : Array.from({ length: count }, () => random.nextBetween(0, 999_999) / 1_000_000)
  return places.sort((a, b) => a - b)
}

/** From attention to a place on the colour scale, 0 .. 1. */

export const scaleKinds = ['log', 'linear', 'rank'] as const
export type ScaleKind = (typeof scaleKinds)[number]

export interface AttentionScale {
  readonly kind: ScaleKind
  /** Values at the ends of the colours. */
  readonly lowest: number
  readonly highest: number
  /** NaN stays NaN. */
  readonly place: (value: number) => number
  /** The value at a place, for the legend. */
  readonly valueAt: (place: number) => number
}

/** The least attention that the logarithmic scale tells apart: five decades below 1. */
export const logFloor = 1e-5
export const logFloorText = '10⁻⁵'

/** Fixed ends, the same for every pane and model: a factor of ten is a fifth of the colours. */
export function buildLogScale(): AttentionScale {
  const decades = -Math.log10(logFloor)
  return {
    kind: 'log',
    lowest: logFloor,
    highest: 1,
    place: (value) => (value <= logFloor ? 0 : Math.min(1, 1 + Math.log10(value) / decades)),
    valueAt: (place) => 10 ** ((place - 1) * decades),
  }
}

export function buildLinearScale(highest: number): AttentionScale {
  const top = highest > 0 ? highest : 1
  return {
    kind: 'linear',
    lowest: 0,
    highest: top,
    place: (value) => (value >= top ? 1 : value / top),
    valueAt: (place) => place * top,
  }
}

/** Share of the sampled values that are smaller: every colour is used equally often. */
export function buildRankScale(sample: Float32Array): AttentionScale {
  const sorted = sample.filter((value) => !Number.isNaN(value)).sort()
  const last = Math.max(1, sorted.length - 1)
  return {
    kind: 'rank',
    lowest: sorted.at(0) ?? 0,
    highest: sorted.at(-1) ?? 0,
    place: (value) => (Number.isNaN(value) ? NaN : countBelow(sorted, value) / last),
    valueAt: (place) => sorted.at(Math.round(place * (sorted.length - 1))) ?? 0,
  }
}

function countBelow(sorted: Float32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Curves of extensions as chart data: all of them overlaid, against the trained and the target length. */
import type { LineChartData, LineSeries } from '@report/charts'
import type { RotaryGeometry } from '@contract'
import type { ExtensionCurve } from './curves'

export type FrequencyView = 'wavelength' | 'rotations'

export interface ChartWords {
  readonly pair: string
  readonly wavelength: string
  readonly rotations: string
  readonly tokens: string
  readonly turns: string
  readonly trained: string
  readonly target: string
  readonly oneTurn: string
}

export function buildFrequencyChart(
  view: FrequencyView,
  curves: readonly ExtensionCurve[],
  geometry: RotaryGeometry,
  contextTokens: number,
  words: ChartWords,
): LineChartData {
  const pairs = geometry.rotaryDimensions / 2
  const level = (label: string, y: number): LineSeries => ({
    label,
    style: { kind: 'reference', index: 0 },
    points: [0, pairs - 1].map((x) => ({ x, y, low: null, high: null })),
  })
  const references =
    view === 'wavelength'
      ? [level(words.trained, geometry.trainedContextTokens), level(words.target, contextTokens)]
      : [level(words.oneTurn, 1)]
  return {
    kind: 'lines',
    xAxis: { name: words.pair, unit: '', scale: 'linear' },
    yAxis:
      view === 'wavelength'
        ? { name: words.wavelength, unit: words.tokens, scale: 'log' }
        : { name: words.rotations, unit: words.turns, scale: 'log' },
    xTicks: listTicks(pairs),
    series: [...references, ...curves.map((curve) => toSeries(curve, view))],
    markers: [],
  }
}

/** Pairs that do not rotate have no place on a log axis and are left out. */
function toSeries(curve: ExtensionCurve, view: FrequencyView): LineSeries {
  const values = view === 'wavelength' ? curve.wavelengths : curve.rotations
  return {
    label: curve.spec,
    style: { kind: 'series', index: curve.index },
    points: Array.from(values, (y, x) => ({ x, y, low: null, high: null })).filter(
      ({ y }) => Number.isFinite(y) && y > 0,
    ),
  }
}

/** The last pair always has a label: the axis ends there. */
function listTicks(pairs: number): number[] {
  const step = Math.max(1, Math.round(pairs / 8))
  const ticks = Array.from({ length: Math.ceil(pairs / step) }, (_, index) => index * step)
  const last = pairs - 1
  return [...ticks.filter((tick) => last - tick >= step), last]
}

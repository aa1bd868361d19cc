/** Variants as lines: the same place in the palette in every figure, panels by model where one would be crowded. */
import type { LineChartData, LinePoint } from '../../charts'
import { listContexts, listVariants, type Variant } from '../../measures/variants'
import type { Manifest } from '../../../contract'
import type { LegendEntry, Panel } from '../model'

/** More lines than this in one panel cannot be told apart. */
const MOST_LINES = 8

type Axes = Pick<LineChartData, 'xAxis' | 'xTicks' | 'yAxis'>

/** Lines over context length. */
export function drawByLength(
  manifest: Manifest,
  { yAxis }: Pick<Axes, 'yAxis'>,
  pointsOf: (variant: Variant) => readonly LinePoint[],
  references: LineChartData['series'] = [],
): { panels: Panel[]; legend: LegendEntry[] } {
  const xAxis: Axes['xAxis'] = { name: 'Context length', unit: 'tokens', scale: 'log' }
  return drawVariants(manifest, { xAxis, xTicks: listContexts(manifest), yAxis }, pointsOf, references)
}

/**
 * One panel with all variants; where there are more than eight, one for each model with several extensions, and one for
 * the models with a single extension.
 *
 * @param pointsOf points of a variant, rising in x; none leaves it out
 */
export function drawVariants(
  manifest: Manifest,
  { xAxis, xTicks, yAxis }: Axes,
  pointsOf: (variant: Variant) => readonly LinePoint[],
  references: LineChartData['series'] = [],
): { panels: Panel[]; legend: LegendEntry[] } {
  const styled = styleVariants(manifest).filter(({ variant }) => pointsOf(variant).length > 0)
  const panels = groupLines(styled)
    .filter((group) => group.length > 0)
    .map((group): Panel => {
      const oneModel = new Set(group.map(({ variant }) => variant.model)).size === 1
      const trained = [...new Set(group.map(({ variant }) => variant.trainedContextTokens))]
      return {
        title: oneModel
          ? group[0].variant.modelLabel
          : group.length === styled.length
            ? 'All models'
            : 'Models with one extension each',
        chart: {
          kind: 'lines',
          xAxis,
          yAxis,
          xTicks,
          markers: trained.map((tokens) => ({
            x: tokens,
            label: trained.length === 1 ? 'trained length' : `L = ${tokens.toLocaleString('en-US')}`,
          })),
          series: [
            ...references,
            ...group.map(({ variant, index }) => ({
              label: variant.label,
              style: { kind: SERIES, index },
              points: pointsOf(variant),
            })),
          ],
        },
      }
    })
  return {
    panels,
    legend: [
      ...styled.map(({ variant, index }): LegendEntry => ({
        label: variant.label,
        style: { kind: SERIES, index },
      })),
      ...references.map(({ label, style }) => ({ label, style })),
    ],
  }
}

const SERIES = 'series' as const

interface StyledVariant {
  readonly variant: Variant
  /** Place in the palette. */
  readonly index: number
}

function groupLines(styled: readonly StyledVariant[]): (readonly StyledVariant[])[] {
  if (styled.length <= MOST_LINES) return [styled]
  const models = [...new Set(styled.map(({ variant }) => variant.model))]
  const byModel = models.map((model) => styled.filter(({ variant }) => variant.model === model))
  return [...byModel.filter(({ length }) => length > 1), byModel.filter(({ length }) => length === 1).flat()]
}

/** The same extension of models with several has one place; models with a single extension have their own. */
function styleVariants(manifest: Manifest): StyledVariant[] {
  const variants = listVariants(manifest)
  if (variants.length <= MOST_LINES) return variants.map((variant, index) => ({ variant, index }))
  const isAlone = ({ model }: Variant) => variants.filter((other) => other.model === model).length === 1
  const extensions = [...new Set(variants.filter((each) => !isAlone(each)).map(({ extension }) => extension))]
  const alone = variants.filter(isAlone)
  return variants.map((variant) => ({
    variant,
    index: isAlone(variant)
      ? extensions.length + alone.indexOf(variant)
      : extensions.indexOf(variant.extension),
  }))
}

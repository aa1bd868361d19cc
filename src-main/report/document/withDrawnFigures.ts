/** No figure without a picture: where there is nothing to draw, a sentence stands, and the table where it has numbers. */
import type { ChartData } from '../charts'
import { assertNever } from '../../contract'
import type { Block, Section } from './model'

export function withDrawnFigures(section: Section): Section {
  return { ...section, blocks: section.blocks.flatMap(toDrawn) }
}

function toDrawn(block: Block): Block[] {
  if (block.kind !== 'figure') return [block]
  const { figure } = block
  const panels = figure.panels.filter(({ chart }) => isDrawn(chart))
  if (panels.length > 0) return [{ kind: 'figure', figure: { ...figure, panels } }]
  return [
    { kind: 'note', text: `${figure.title}: no cell has a value to draw.` },
    ...(figure.table.rows.length === 0
      ? []
      : [{ kind: 'table', presentation: 'folded', table: figure.table } as const]),
  ]
}

/** Lines of reference alone are no data. */
function isDrawn(chart: ChartData): boolean {
  switch (chart.kind) {
    case 'lines':
      return chart.series.some(({ style, points }) => style.kind !== 'reference' && points.length > 0)
    case 'grid':
      return chart.cells.length > 0
    case 'distance':
      return chart.mean.some((value) => value !== null)
    case 'head-map':
      return chart.values.some((value) => value !== null)
    default:
      return assertNever(chart)
  }
}

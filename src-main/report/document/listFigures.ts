/** The figures of a report in order. */
import type { Figure, ReportDocument } from './model'

export function listFigures(report: ReportDocument): Figure[] {
  return report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'figure' ? [block.figure] : [])),
  )
}

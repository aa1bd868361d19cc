/** A report as one Markdown file with its figures as SVG in a folder beside it. The data of figures is left to CSV. */
import { listFigures } from '../document/listFigures'
import type { ReportDocument } from '../document/model'
import { textFile, type ReportFile } from '../file'
import { renderFigureSvg } from '../figure/renderFigureSvg'
import { escapeMarkdown } from './escapeMarkdown'
import { renderBlock, renderFacts } from './renderBlock'

export function writeMarkdown(report: ReportDocument, name: string): ReportFile[] {
  const figures = listFigures(report)
  const folder = `${name}-figures`
  const sections = report.sections.map(({ title, blocks }) => {
    const texts = blocks.map((block) =>
      renderBlock(
        block,
        ({ id }) => encodeURI(`${folder}/${id}.svg`),
        (figure) => figures.indexOf(figure) + 1,
      ),
    )
    return [`## ${escapeMarkdown(title)}`, ...texts].join('\n\n')
  })
  const head = [
    `# ${escapeMarkdown(report.title)}`,
    ...(report.authors.length === 0 ? [] : [escapeMarkdown(report.authors.join(', '))]),
    ...(report.description === null ? [] : [escapeMarkdown(report.description)]),
    renderFacts(report.facts),
  ]
  return [
    textFile(`${name}.md`, `${[...head, ...sections].join('\n\n')}\n`),
    ...figures.map((figure) => textFile(`${folder}/${figure.id}.svg`, renderFigureSvg(figure).svg)),
  ]
}

/** Blocks of a section as Markdown. */
import { assertNever } from '../../contract'
import type { Block, Fact, Figure, FindingBlock } from '../document/model'
import { formatReference } from '../text/formatReference'
import { VERDICTS } from '../text/verdicts'
import { escapeMarkdown, toCodeSpan } from './escapeMarkdown'
import { renderTable } from './renderTable'

/** @param figurePath where the drawing of a figure lies, relative to the text */
export function renderBlock(
  block: Block,
  figurePath: (figure: Figure) => string,
  number: (figure: Figure) => number,
): string {
  switch (block.kind) {
    case 'paragraph':
      return escapeMarkdown(block.text)
    case 'note':
      return `*${escapeMarkdown(block.text)}*`
    case 'heading':
      return `### ${escapeMarkdown(block.text)}`
    case 'facts':
      return renderFacts(block.facts)
    case 'findings':
      return block.findings.map(renderFinding).join('\n\n')
    case 'table':
      return renderTable(block.table)
    case 'code':
      return `${escapeMarkdown(block.title)}:\n\n${renderCode(block.text)}`
    case 'figure':
      return renderFigure(block.figure, figurePath(block.figure), number(block.figure))
    case 'references':
      return block.references.map((reference) => `- ${escapeMarkdown(formatReference(reference))}`).join('\n')
    default:
      return assertNever(block)
  }
}

export function renderFacts(facts: readonly Fact[]): string {
  return facts
    .map(({ name, value, style }) => {
      const shown = style === 'code' ? toCodeSpan(value) : escapeMarkdown(value)
      return `- **${escapeMarkdown(name)}:** ${shown}`
    })
    .join('\n')
}

function renderFinding({ title, verdict, sentence }: FindingBlock): string {
  return `**${escapeMarkdown(title)}: ${VERDICTS[verdict]}.** ${escapeMarkdown(sentence)}`
}

function renderFigure(figure: Figure, path: string, number: number): string {
  return (
    `### ${escapeMarkdown(figure.title)}\n\n![${escapeMarkdown(figure.title)}](${path})\n\n` +
    `**Figure ${number}.** ${escapeMarkdown(figure.caption)}`
  )
}

/** Indented, since text inside may hold any fence. */
function renderCode(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => `    ${line}`)
    .join('\n')
}

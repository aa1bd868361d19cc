/** Blocks of a section as LaTeX. Tables that fold away on a screen and the data of figures are left to CSV. */
import { assertNever } from '../../contract'
import type { Block, Fact, Figure, FindingBlock, ReferenceEntry } from '../document/model'
import { escapeTex } from '../text/escapeTex'
import { VERDICTS } from '../text/verdicts'
import { renderCode, renderTable } from './renderTable'

/** @param figurePath where the picture of a figure lies, as TeX reads it */
export function renderBlock(block: Block, figurePath: (figure: Figure) => string): string {
  switch (block.kind) {
    case 'paragraph':
      return escapeTex(block.text)
    case 'note':
      return `{\\small\\itshape ${escapeTex(block.text)}\\par}`
    case 'heading':
      return `\\subsection*{${escapeTex(block.text)}}`
    case 'facts':
      return renderFacts(block.facts)
    case 'findings':
      return block.findings.map(renderFinding).join('\n\n')
    case 'table':
      return block.presentation === 'open' && block.table.rows.length > 0 ? renderTable(block.table) : ''
    case 'code':
      return ''
    case 'figure':
      return renderFigure(block.figure, figurePath(block.figure))
    case 'references':
      return renderCitations(block.references)
    default:
      return assertNever(block)
  }
}

export function renderFacts(facts: readonly Fact[]): string {
  const items = facts.map(({ name, value, style }) => {
    const shown = style === 'code' ? renderCode(value) : escapeTex(value)
    return `\\item[${escapeTex(name)}] ${shown}`
  })
  return `{\\small\\raggedright\\begin{description}\n${items.join('\n')}\n\\end{description}}`
}

function renderFinding({ title, verdict, sentence }: FindingBlock): string {
  return `\\paragraph{${escapeTex(title)}: ${VERDICTS[verdict]}.} ${escapeTex(sentence)}`
}

function renderFigure({ title, caption, id }: Figure, path: string): string {
  return [
    '\\begin{figure}[H]',
    '\\centering',
    `\\begin{adjustbox}{max width=\\linewidth,max totalheight=0.85\\textheight}\\input{${path}}\\end{adjustbox}`,
    `\\caption{\\textbf{${escapeTex(title)}.} ${escapeTex(caption)}}`,
    `\\label{fig:${id}}`,
    '\\end{figure}',
  ].join('\n')
}

function renderCitations(references: readonly ReferenceEntry[]): string {
  return `The methods rest on published work \\cite{${references.map(({ key }) => key).join(',')}}.`
}

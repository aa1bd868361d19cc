/** Blocks of a section as HTML. */
import { assertNever } from '../../contract'
import type { ChartPalette } from '../charts'
import type { Block, Fact, FindingBlock, ReferenceEntry } from '../document/model'
import { escapeMarkup } from '../text/escapeMarkup'
import { formatReference } from '../text/formatReference'
import { VERDICTS } from '../text/verdicts'
import { renderFigure } from './renderFigure'
import { renderTable } from './renderTable'

/** @param nextFigure gives the running number of the next figure */
export function renderBlock(block: Block, palette: ChartPalette, nextFigure: () => number): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escapeMarkup(block.text)}</p>`
    case 'note':
      return `<p class="note">${escapeMarkup(block.text)}</p>`
    case 'heading':
      return `<h3>${escapeMarkup(block.text)}</h3>`
    case 'facts':
      return renderFacts(block.facts)
    case 'findings':
      return `<div class="findings">\n${block.findings.map(renderFinding).join('\n')}\n</div>`
    case 'table':
      return block.presentation === 'open'
        ? renderTable(block.table)
        : `<details><summary>${escapeMarkup(block.table.caption)}, ${block.table.rows.length} rows</summary>\n${renderTable(block.table)}\n</details>`
    case 'code':
      return `<details><summary>${escapeMarkup(block.title)}</summary>\n<pre>${escapeMarkup(block.text)}</pre>\n</details>`
    case 'figure':
      return renderFigure(block.figure, nextFigure(), palette)
    case 'references':
      return `<ol class="references">\n${block.references.map(renderReference).join('\n')}\n</ol>`
    default:
      return assertNever(block)
  }
}

function renderReference(reference: ReferenceEntry): string {
  return `<li id="ref-${escapeMarkup(reference.key)}">${escapeMarkup(formatReference(reference))}</li>`
}

export function renderFacts(facts: readonly Fact[]): string {
  const rows = facts.map(({ name, value, style }) => {
    const text = escapeMarkup(value)
    return `<div><dt>${escapeMarkup(name)}</dt><dd>${style === 'code' ? `<code>${text}</code>` : text}</dd></div>`
  })
  return `<dl class="facts">\n${rows.join('\n')}\n</dl>`
}

function renderFinding({ title, verdict, sentence }: FindingBlock): string {
  return (
    `<section class="finding ${verdict}"><h3>${escapeMarkup(title)} <span class="verdict">${VERDICTS[verdict]}</span></h3>` +
    `<p>${escapeMarkup(sentence)}</p></section>`
  )
}

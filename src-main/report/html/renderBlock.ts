/** Blocks of a section as HTML. */
import { assertNever } from '../../contract'
import type { ChartPalette } from '../charts'
import type { Block, Fact, FindingBlock } from '../document/model'
import { escapeHtml } from './escape'
import { renderFigure } from './renderFigure'
import { renderTable } from './renderTable'

/** @param nextFigure gives the running number of the next figure */
export function renderBlock(block: Block, palette: ChartPalette, nextFigure: () => number): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`
    case 'note':
      return `<p class="note">${escapeHtml(block.text)}</p>`
    case 'heading':
      return `<h3>${escapeHtml(block.text)}</h3>`
    case 'facts':
      return renderFacts(block.facts)
    case 'findings':
      return `<div class="findings">\n${block.findings.map(renderFinding).join('\n')}\n</div>`
    case 'table':
      return block.presentation === 'open'
        ? renderTable(block.table)
        : `<details><summary>${escapeHtml(block.table.caption)}, ${block.table.rows.length} rows</summary>\n${renderTable(block.table)}\n</details>`
    case 'code':
      return `<details><summary>${escapeHtml(block.title)}</summary>\n<pre>${escapeHtml(block.text)}</pre>\n</details>`
    case 'figure':
      return renderFigure(block.figure, nextFigure(), palette)
    case 'references':
      return `<ol class="references">\n${block.references.map(({ key, text }) => `<li id="ref-${escapeHtml(key)}">${escapeHtml(text)}</li>`).join('\n')}\n</ol>`
    default:
      return assertNever(block)
  }
}

export function renderFacts(facts: readonly Fact[]): string {
  const rows = facts.map(({ name, value, style }) => {
    const text = escapeHtml(value)
    return `<div><dt>${escapeHtml(name)}</dt><dd>${style === 'code' ? `<code>${text}</code>` : text}</dd></div>`
  })
  return `<dl class="facts">\n${rows.join('\n')}\n</dl>`
}

const VERDICTS: Readonly<Record<FindingBlock['verdict'], string>> = {
  supported: 'supported',
  'not-supported': 'not supported',
  'cannot-tell': 'cannot tell',
}

function renderFinding({ title, verdict, sentence }: FindingBlock): string {
  return (
    `<section class="finding ${verdict}"><h3>${escapeHtml(title)} <span class="verdict">${VERDICTS[verdict]}</span></h3>` +
    `<p>${escapeHtml(sentence)}</p></section>`
  )
}

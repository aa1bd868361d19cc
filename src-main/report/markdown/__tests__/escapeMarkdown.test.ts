/** What is escaped is shown letter for letter by somebody else's parser: markdown-it with tables and links of its own finding. */
import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import type { Table } from '../../document/model'
import { escapeMarkdown, toCodeSpan } from '../escapeMarkdown'
import { renderTable } from '../renderTable'

const parser = new MarkdownIt('default', { html: true, linkify: true })
// GitHub makes links of schemes, www. and addresses, not of every word with a point that ends like a country.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: true })

/** Text that a reader sees of a paragraph; fails where the parser finds anything but text in it. */
function readParagraph(markdown: string): string {
  const blocks = parser.parse(markdown, {})
  expect(blocks.map(({ type }) => type)).toEqual(
    markdown === '' ? [] : ['paragraph_open', 'inline', 'paragraph_close'],
  )
  return readInline(blocks[1]?.children ?? [], ['text', 'text_special'])
}

function readInline(
  tokens: readonly { type: string; content: string }[],
  allowed: readonly string[],
): string {
  for (const { type } of tokens) expect(allowed).toContain(type)
  return tokens.map(({ content }) => content).join('')
}

const shown = (text: string) => text.replace(/\s+/gu, ' ').trim()

describe('escapeMarkdown', () => {
  it.each([
    '23.55',
    '23.55 and 1. more',
    '1. first',
    '2) second',
    '12.',
    '- dash',
    '-5.2',
    '+ plus',
    '# title',
    '> quote',
    '*star',
    'a|b_c',
    '=1+1',
    '***',
    '---',
    '    indented',
    '~~~',
    '`code`',
    '<b>&amp;',
    '[a](b) ![c](d)',
    'www.example.org',
    'https://example.org mailto:a@b.org',
    'a@b.org',
    'C:\\models\\a.gguf',
    '$x_1$',
    'two\nlines',
  ])('shows %j', (text) => {
    expect(readParagraph(escapeMarkdown(text))).toBe(shown(text))
  })

  it('shows any text', () => {
    const letters = fc.constantFrom(...Array.from('ab 1.)-+*_`~#>|<&@:/[]()!\\$=\n\t"\'www.http'))
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(letters, { maxLength: 24 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        // markdown-it replaces U+0000 by U+FFFD, as CommonMark 2.3 asks.
        fc.pre(!text.includes('\0'))
        expect(readParagraph(escapeMarkdown(text))).toBe(shown(text))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('toCodeSpan', () => {
  it.each(['yarn:scale=4', '`', '``a`', ' padded ', '`both `', 'a|b'])('shows %j', (text) => {
    const [, inline] = parser.parse(toCodeSpan(text), {})
    expect(readInline(inline.children ?? [], ['code_inline'])).toBe(text)
  })

  it('is nothing for nothing, which Markdown cannot write as code', () => {
    expect([toCodeSpan(''), toCodeSpan(' ')]).toEqual(['', ''])
  })
})

describe('renderTable', () => {
  it('gives a parser the cells that it was given', () => {
    const labels = ['base', '*star', 'a|b_c', '[x]', '23.55', '| |', 'c\\']
    const table: Table = {
      caption: 'Models *by* label',
      columns: [
        { name: 'model', unit: '', group: '', style: 'text', digits: 0 },
        { name: 'spec', unit: '', group: '', style: 'code', digits: 0 },
        { name: 'NLL', unit: 'nats', group: '', style: 'number', digits: 2 },
      ],
      rows: labels.map((label, index) => [label, label, index + 23.55]),
    }
    const cells = parser
      .parse(renderTable(table), {})
      .flatMap(({ type, children }, index, all) =>
        type === 'inline' && all[index - 1].type === 'td_open'
          ? [readInline(children ?? [], ['text', 'text_special', 'code_inline'])]
          : [],
      )
    expect(cells).toEqual(labels.flatMap((label, index) => [label, label, (index + 23.55).toFixed(2)]))
  })
})

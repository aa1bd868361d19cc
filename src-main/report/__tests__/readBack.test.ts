/** Reports with labels that each format could take for its own, read back by programs that are not ours. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import MarkdownIt from 'markdown-it'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readContents, type ExperimentContents } from '../contents'
import type { ReportFile } from '../file'
import { writeReport, type ReportEnding } from '../writeReport'
import { createFixture } from './fixture'

/** Each is the beginning of something: a starred line break, its optional argument, a cell, a dash, a quotation, a number of a list. */
const labels = [
  '*star',
  '[x] y',
  'a|b_c',
  '--flag',
  '23.55',
  '12. "quoted", ,,low',
  "it's ``so''",
  '%5 & {z} ~^#$',
]
const LIMIT = 300_000
let contents: ExperimentContents

beforeAll(async () => {
  const models = labels.map((label, index) => ({ path: `model-${index}.gguf`, label }))
  const extensions = ['none', 'yarn:scale=auto']
  contents = await readContents(
    createFixture({ title: '*Labels* that are [hostile]', models, extensions, contexts: [256, 512] }),
  )
}, LIMIT)

function write(ending: ReportEnding): Promise<ReportFile[]> {
  return writeReport(contents, {
    ending,
    name: 'result',
    printToPdf: () => Promise.reject(new Error('no page')),
  })
}

const textOf = ({ bytes }: ReportFile) => new TextDecoder().decode(bytes)

it('Markdown shows every label in its tables', { timeout: LIMIT }, async () => {
  const [markdown] = await write('md')
  const tokens = new MarkdownIt().parse(textOf(markdown), {})
  const cells = tokens.flatMap(({ type, children }, index) =>
    type === 'inline' && tokens[index - 1].type === 'td_open'
      ? [(children ?? []).map(({ content }) => content).join('')]
      : [],
  )
  expect(cells).toEqual(expect.arrayContaining(labels))
  // A number is never escaped: before a digit a backslash would be shown.
  expect(cells.filter((cell) => /^[\d.]+$/.test(cell)).length).toBeGreaterThan(20)
  expect(
    tokens.flatMap(({ children }) => children ?? []).filter(({ content }) => /\\\d/.test(content)),
  ).toEqual([])
})

it(
  'CSV gives every label back, those that begin like a formula behind an apostrophe',
  { timeout: LIMIT },
  async () => {
    for (const file of await write('csv')) {
      const { data, errors } = Papa.parse<string[]>(textOf(file), { skipEmptyLines: true })
      expect(errors, file.path).toEqual([])
      expect(new Set(data.map((row) => row.length)).size, file.path).toBe(1)
      if (file.path !== 'result.csv') continue
      const models = new Set(data.slice(1).map(([model]) => model))
      expect([...models].sort()).toEqual(
        labels.map((label) => (label === '--flag' ? "'--flag" : label)).sort(),
      )
    }
  },
)

const tools = ['pdflatex', 'pdftotext'].filter((program) => spawnSync(program, ['-v']).error !== undefined)
let folder = ''
afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true })
})

describe.skipIf(tools.length > 0)('LaTeX (needs pdflatex with adjustbox, and pdftotext)', () => {
  it('prints every label letter for letter', { timeout: LIMIT }, async () => {
    folder = mkdtempSync(join(tmpdir(), 'ropewalk-tex-'))
    for (const { path, bytes } of await write('tex')) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
    const options = { cwd: folder, encoding: 'latin1' } as const
    const { status, stdout } = spawnSync(
      'pdflatex',
      ['-interaction=nonstopmode', '-halt-on-error', 'result.tex'],
      options,
    )
    expect(stdout.slice(-2000)).toMatch(/Output written on result\.pdf/)
    expect(status).toBe(0)
    const pdf = spawnSync('pdftotext', ['-layout', 'result.pdf', '-'], { cwd: folder, encoding: 'utf8' })
    const words = pdf.stdout.replace(/\s+/g, ' ')
    for (const label of labels) expect(words).toContain(label)
    expect(words).toContain('*Labels* that are [hostile]')
  })
})

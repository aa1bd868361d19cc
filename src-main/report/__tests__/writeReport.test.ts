import { parquetReadObjects } from 'hyparquet'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ReportTemplate } from '../../contract'
import { readContents, type ExperimentContents } from '../contents'
import type { ReportFile } from '../file'
import { parseTemplate } from '../template/parseTemplate'
import { reportEndings, writeReport, type ReportEnding } from '../writeReport'
import { createFixture } from './fixture'

const HOSTILE = '=1+1 <script>x</script> \\input{x} $x_1$ 100% & 漢 | `code` [a](b)'
const PDF = "%PDF /CreationDate (D:20301231235959+00'00') /ModDate (D:20301231235959+00'00')"
const LIMIT = 300_000
let contents: ExperimentContents

beforeAll(async () => {
  contents = await readContents(
    createFixture({
      title: HOSTILE,
      models: [{ path: 'a.gguf', label: HOSTILE }],
      extensions: ['none', 'yarn:scale=auto'],
      contexts: [256, 512],
    }),
  )
})

const template: ReportTemplate = parseTemplate(
  JSON.stringify({
    format: 'ropewalk-report-template',
    version: 1,
    title: 'Chosen title',
    authors: ['A. Author', 'B. & C.'],
    notes: 'One.\n\n<b>Two</b>',
    sections: ['perplexity', 'notes', 'distance'],
    extensions: ['yarn:scale=auto'],
    heads: ['L0H1', 'L3H2'],
  }),
  'here',
)

function write(ending: ReportEnding, layout?: ReportTemplate): Promise<ReportFile[]> {
  return writeReport(contents, {
    ending,
    name: 'result',
    printToPdf: () => Promise.resolve(new TextEncoder().encode(PDF)),
    ...(layout === undefined ? {} : { template: layout }),
  })
}

function textOf(file: ReportFile | undefined): string {
  return new TextDecoder().decode(file?.bytes)
}

describe('writeReport', () => {
  it.each(reportEndings)(
    'gives %s the same bytes twice, the report first',
    async (ending) => {
      const [first, second] = [await write(ending, template), await write(ending, template)]
      expect(first[0].path).toBe(`result.${ending}`)
      expect(first.map(({ path }) => path)).toEqual(second.map(({ path }) => path))
      expect(new Set(first.map(({ path }) => path)).size).toBe(first.length)
      for (const [index, { bytes }] of first.entries())
        expect(Buffer.compare(bytes, second[index].bytes), first[index].path).toBe(0)
    },
    LIMIT,
  )

  it(
    'dates a PDF by its experiment',
    async () => {
      const [pdf] = await write('pdf', template)
      expect(textOf(pdf).match(/D:20261124100000/g)).toHaveLength(2)
      expect(pdf.bytes).toHaveLength(PDF.length)
    },
    LIMIT,
  )

  it(
    'lays out what the template chooses',
    async () => {
      const text = textOf((await write('md', template))[0])
      expect(text).toMatch(/^# Chosen title\n\nA\. Author, B\. \\& C\.\n/)
      expect(Array.from(text.matchAll(/^## (.*)$/gm), ([, title]) => title)).toEqual([
        'Perplexity by length',
        'Notes',
        'Attention by distance, key position and head',
      ])
      expect(text).toContain('L0H1, L3H2')
      expect(text).toContain('1 of 2 extensions')
      expect(text).not.toMatch(/<b>|<script>/)
    },
    LIMIT,
  )

  it(
    'refuses a template of which nothing is in the experiment',
    async () => {
      await expect(write('md', { ...template, extensions: ['llama3'] })).rejects.toMatchObject({
        code: 'input.invalid',
        message: expect.stringContaining('Extensions that this experiment lacks: llama3.') as string,
      })
    },
    LIMIT,
  )

  it(
    'reads back from Parquet what was computed',
    async () => {
      const [results, ...tables] = await write('parquet')
      const rows = await parquetReadObjects({ file: Uint8Array.from(results.bytes).buffer })
      expect(rows).toHaveLength(4)
      expect(rows[0]).toMatchObject({ Extension: 'none', 'Context (tokens)': 256, Prompts: 20 })
      expect(tables.length).toBeGreaterThan(8)
    },
    LIMIT,
  )

  it(
    'defuses a formula in CSV, and keeps every digit',
    async () => {
      const [results] = await write('csv')
      const [head, first] = textOf(results).split('\r\n')
      expect(head).toMatch(/^Model,Extension,Context \(tokens\),/)
      expect(first.startsWith(`'=1+1 `)).toBe(true)
      expect(first).toMatch(/,\d+\.\d{6,}/)
    },
    LIMIT,
  )

  it(
    'spells what TeX would read as commands',
    async () => {
      const tex = (await write('tex')).map(textOf).join('\n')
      expect(tex).toContain('\\textbackslash{}input\\{x\\} \\$x\\_1\\$ 100\\% \\& {[U+6F22]}')
      expect(tex).toContain('\\pgfusepath')
    },
    LIMIT,
  )
})

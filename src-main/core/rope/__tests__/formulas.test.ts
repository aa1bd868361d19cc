/** The worked examples of docs/formulas: their commands must give their tables. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { extensionTable } from '../extensionTable'
import { describeFrequencies } from '../frequencies'
import { parseExtensionSpec } from '../spec/parseExtensionSpec'
import { expectClose } from './tables'

const root = new URL('../../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const pages = readdirSync(new URL('docs/formulas/', root))
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .map((name) => name.slice(0, -'.md'.length))

/** The table prints 7 digits. */
const PRINTED = 1e-6

interface Example {
  readonly spec: string
  readonly geometry: { rotaryDimensions: number; ropeBase: number; trainedContextTokens: number }
  readonly contextTokens: number
  /** Columns j, plain, extended, divisor, wavelength, rotations. */
  readonly rows: readonly (readonly number[])[]
  readonly attentionFactor: number
}

function readExample(page: string): Example {
  const text = read(`docs/formulas/${page}.md`)
  const option = (name: string) => new RegExp(`ropewalk frequencies.* --${name} (\\S+)`).exec(text)?.[1] ?? ''
  return {
    spec: option('extension'),
    geometry: {
      rotaryDimensions: Number(option('head-dim')),
      ropeBase: Number(option('base')),
      trainedContextTokens: Number(option('trained-context')),
    },
    contextTokens: Number(option('context')),
    rows: [...text.matchAll(/^\| (\d \|.*) \|$/gm)].map(([, cells]) =>
      cells.split(' | ').map((cell) => (cell === '∞' ? Infinity : Number(cell))),
    ),
    attentionFactor: Number(/^Attention factor (\d+(\.\d+)?)/m.exec(text)?.[1]),
  }
}

describe('docs/formulas', () => {
  it('has the page of every extension but native, which has no formula', () => {
    for (const { kind, page } of Object.values(extensionTable))
      expect(page).toBe(kind === 'native' ? null : `docs/formulas/${kind}.md`)
    expect([...pages, 'native'].sort()).toEqual(Object.keys(extensionTable).sort())
  })

  it.each(pages)('%s: the command gives the numbers of the page', (page) => {
    const { spec, geometry, contextTokens, rows, attentionFactor } = readExample(page)
    const file = /=(docs\/\S+\.json)$/.exec(spec)?.[1]
    const extension = parseExtensionSpec(spec)
    const plain = describeFrequencies({ kind: 'none' }, geometry, contextTokens).inverseFrequencies
    const table = describeFrequencies(extension, geometry, contextTokens, file ? read(file) : null)
    const column = (at: number) => rows.map((row) => row[at])
    expect(extension.kind).toBe(page)
    expect(column(0)).toEqual([0, 1, 2, 3])
    expectClose(column(1), plain, PRINTED)
    expectClose(column(2), table.inverseFrequencies, PRINTED)
    expectClose(
      column(3),
      plain.map((theta, j) => theta / table.inverseFrequencies[j]),
      PRINTED,
    )
    expectClose(
      column(4),
      table.wavelengthsTokens.map((value) => value ?? Infinity),
      PRINTED,
    )
    expectClose(column(5), table.rotationsAtTrainedContext, PRINTED)
    expectClose([attentionFactor], [table.attentionFactor], PRINTED)
  })

  it('links only to pages that exist', () => {
    for (const page of ['README', ...pages])
      for (const [, link] of read(`docs/formulas/${page}.md`).matchAll(/\]\(([^)]+)\)/g))
        expect(existsSync(new URL(`docs/formulas/${link}`, root)), `${page}.md: ${link}`).toBe(true)
  })
})

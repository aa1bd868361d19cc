import { beforeAll, describe, expect, it } from 'vitest'
import { createFixture, type FixtureOptions } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { composeDocument } from '../composeDocument'
import type { Block, ReportDocument } from '../model'

const compose = async (options: FixtureOptions = {}) =>
  composeDocument(await readContents(createFixture(options)))

let full: ReportDocument

beforeAll(async () => {
  full = await compose()
})

describe('composeDocument', () => {
  it('has its sections in a fixed order', () => {
    const { sections } = full
    expect(sections.map(({ id }) => id)).toEqual([
      'summary',
      'perplexity',
      'retrieval',
      'entropy',
      'distance',
      'divergence',
      'retrieval-heads',
      'answer-sources',
      'findings',
      'not-improved',
      'settings',
      'provenance',
      'methods',
    ])
  })

  it('gives every figure a caption, a table with rows, and a unique id', () => {
    const figures = blocksOf(full).flatMap((block) => (block.kind === 'figure' ? [block.figure] : []))
    expect(figures.length).toBeGreaterThanOrEqual(7)
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length)
    for (const { caption, table, panels } of figures) {
      expect(caption.length).toBeGreaterThan(40)
      expect(table.rows.length).toBeGreaterThan(0)
      expect(panels.length).toBeGreaterThan(0)
    }
  })

  it('fills every table row', () => {
    for (const block of blocksOf(full)) {
      const table = block.kind === 'table' ? block.table : block.kind === 'figure' ? block.figure.table : null
      for (const row of table?.rows ?? []) expect(row.length, table?.caption).toBe(table?.columns.length)
    }
  })

  it('keeps the place for what could not run when nothing failed', () => {
    const section = full.sections.find(({ id }) => id === 'not-improved')
    expect(JSON.stringify(section)).toContain(
      'Every cell that was started came to a result: 728 of 728 planned.',
    )
  })

  it('lists failed cells with their cause', async () => {
    const document = await compose({ fails: ({ id }) => id === 'm0/none/n2048/t1/d50/r3' })
    const section = document.sections.find(({ id }) => id === 'not-improved')
    expect(JSON.stringify(section)).toContain('m0/none/n2048/t1/d50/r3')
    expect(JSON.stringify(section)).toContain('memory.insufficient')
    expect(JSON.stringify(section)).toContain('1 of 728 cells failed')
  })

  it('says that an extension did not improve', () => {
    const section = full.sections.find(({ id }) => id === 'not-improved')
    const rows = blocksIn(section?.blocks ?? []).flatMap((block) =>
      block.kind === 'table' ? block.table.rows : [],
    )
    expect(rows).toContainEqual(
      expect.arrayContaining(['base', 'linear:scale=auto', 2048, 'perplexity, lower is better']),
    )
    expect(rows.every(([, extension]) => extension !== 'yarn:scale=auto')).toBe(true)
  })

  it('leaves out the sections an experiment has no data for', async () => {
    const { sections } = await compose({
      models: [{ path: 'a.gguf' }],
      extensions: ['none'],
      contexts: [256],
      tasks: [{ kind: 'perplexity', text: 'x.txt' }],
    })
    expect(sections.map(({ id }) => id)).not.toContain('retrieval')
    expect(sections.map(({ id }) => id)).toContain('perplexity')
  })

  it('stands when every cell failed', async () => {
    const { sections } = await compose({ fails: () => true })
    expect(sections.map(({ id }) => id)).toEqual([
      'summary',
      'findings',
      'not-improved',
      'settings',
      'provenance',
      'methods',
    ])
  })

  it('names models and files by SHA-256 and cites what was used', async () => {
    const text = JSON.stringify(await compose({ extensions: ['none', 'yarn:scale=auto'] }))
    for (const hash of ['0'.repeat(64), '1'.repeat(64), 'c'.repeat(64)]) expect(text).toContain(hash)
    expect(text).toContain('2309.00071')
    expect(text).not.toContain('chen2023pi')
  })
})

function blocksOf({ sections }: ReportDocument): Block[] {
  return sections.flatMap(({ blocks }) => blocksIn(blocks))
}

function blocksIn(blocks: readonly Block[]): Block[] {
  return [...blocks]
}

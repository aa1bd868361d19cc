import { describe, expect, it } from 'vitest'
import type { ExperimentDifference } from '../../../../src-main/contract'
import { tabulateCells, tabulateSettings } from '../tabulateDifferences'

const differing = (part: Partial<ExperimentDifference>): ExperimentDifference => ({
  tolerance: { absolute: 0, relative: 0 },
  settings: [],
  cells: [],
  sameCells: 0,
  onlyInA: [],
  onlyInB: [],
  ...part,
})

describe('differences of several experiments', () => {
  it('are one row per setting, with what agrees left at that', () => {
    const rows = tabulateSettings([
      differing({ settings: [{ path: 'spec.seed', a: '1', b: '2' }] }),
      differing({
        settings: [
          { path: 'spec.seed', a: '1', b: '3' },
          { path: 'engine.cpu', a: '"x"', b: null },
        ],
      }),
    ])
    expect(rows.map(({ field, values }) => [field, ...values])).toEqual([
      ['spec.seed', '1', '2', '3'],
      ['engine.cpu', '"x"', '=', null],
    ])
  })

  it('tell a cell that agrees from one that is not there', () => {
    const of = (id: string, b: string) => ({ id, fields: [{ path: 'outcome.score', a: '1', b }] })
    const rows = tabulateCells([
      differing({ cells: [of('p', '0'), of('q', '0.5')] }),
      differing({ onlyInA: ['q'] }),
    ])
    expect(rows.map(({ cell, values }) => [cell, ...values])).toEqual([
      ['p', '1', '0', '='],
      ['q', '1', '0.5', null],
    ])
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2)
  })
})

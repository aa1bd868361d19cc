import { describe, expect, it } from 'vitest'
import type { CellKey } from '../../../contract'
import { formatDuration } from '../formatDuration'
import { RunProgress } from '../RunProgress'

const cell: CellKey = {
  id: 'm0/none/n256/t0/w0',
  model: 0,
  task: 0,
  extension: 'none',
  contextTokens: 256,
  item: { kind: 'window', window: 0 },
}

function record(isTerminal: boolean) {
  const written: string[] = []
  const progress = new RunProgress({ writeError: (text) => void written.push(text), isTerminal, columns: 80 })
  return { progress, written }
}

describe('RunProgress', () => {
  it('writes plain lines to a file, at most one in twenty cells of a long run', () => {
    const { progress, written } = record(false)
    progress.show({ kind: 'planned', cells: 100, recovered: 0 })
    for (let done = 1; done <= 100; done++) {
      progress.show({ kind: 'cellStarted', cell })
      progress.show({ kind: 'progress', planned: 100, done, failed: 0, remainingMs: 65_000 })
    }
    expect(written.join('')).not.toContain('\u001b')
    expect(written).toHaveLength(1 + 20)
    expect(written.at(-1)).toBe('100 of 100 cells, 1 min 05 s left\n')
  })

  it('redraws one line on a terminal, no wider than it', () => {
    const { progress, written } = record(true)
    progress.show({ kind: 'planned', cells: 4, recovered: 2 })
    progress.show({ kind: 'cellStarted', cell })
    progress.show({ kind: 'cellAdvanced', evaluatedTokens: 128, totalTokens: 256 })
    const last = written.at(-1)?.replace('\r\u001b[K', '') ?? ''
    expect(last).toMatch(/^█{15}░{9} 2 of 4 cells {2}none, 256 tokens, window 1$/)
    expect(last.length).toBeLessThan(80)
  })

  it('leaves a line for a failed cell', () => {
    const { progress, written } = record(false)
    const error = { code: 'engine.crashed', message: 'The engine crashed.', details: {} } as const
    const failed = {
      ...cell,
      status: 'failed',
      error,
      resolvedExtension: 'none',
      attentionFactor: 1,
    } as const
    const timing = { id: cell.id, startedAt: '', durationMs: 1, evaluatedTokens: 0, reusedTokens: 0 }
    progress.show({ kind: 'cellFailed', cell: failed, timing })
    expect(written).toEqual(['failed m0/none/n256/t0/w0: The engine crashed.\n'])
  })
})

describe('formatDuration', () => {
  it.each([
    [400, '0 s'],
    [59_400, '59 s'],
    [125_000, '2 min 05 s'],
    [4_320_000, '1 h 12 min'],
  ])('%i ms is %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text)
  })
})

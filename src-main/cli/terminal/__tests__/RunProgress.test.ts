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
  const clock = { nowMs: 0 }
  const progress = new RunProgress({
    writeError: (text) => void written.push(text),
    isTerminal,
    columns: 100,
    now: () => clock.nowMs,
  })
  return { progress, written, clock }
}

/** Halfway through a long cell beside a short one that is over. */
const inWork = {
  kind: 'progress',
  planned: 2,
  done: 1,
  failed: 0,
  plannedTokens: 16_384,
  evaluatedTokens: 10_240,
  remainingMs: 65_000,
} as const

describe('RunProgress', () => {
  it('says first where it computes', () => {
    const { progress, written } = record(false)
    progress.show({ kind: 'computing', on: { backend: 'vulkan', devices: ['NVIDIA H200'], threads: 1 } })
    progress.show({ kind: 'computing', on: { backend: 'cpu', devices: [], threads: 16 } })
    expect(written).toEqual([
      'computing on vulkan (NVIDIA H200), 1 processor thread\n',
      'computing on cpu, 16 processor threads\n',
    ])
  })

  it('writes a line a minute to a file, also within a cell', () => {
    const { progress, written, clock } = record(false)
    progress.show({ kind: 'planned', cells: 2, recovered: 0 })
    for (clock.nowMs = 0; clock.nowMs <= 180_000; clock.nowMs += 5_000) progress.show(inWork)
    expect(written.join('')).not.toContain('\u001b')
    expect(written).toHaveLength(1 + 3)
    expect(written.at(-1)).toBe('10,240 of 16,384 tokens, 1 of 2 cells, 1 min 05 s left\n')
  })

  it('redraws one line on a terminal, no wider than it, filled by tokens', () => {
    const { progress, written } = record(true)
    progress.show({ kind: 'planned', cells: 2, recovered: 1 })
    progress.show({ kind: 'cellStarted', cell })
    progress.show(inWork)
    const last = written.at(-1)?.replace('\r\u001b[K', '') ?? ''
    // 10,240 of 16,384 tokens are fifteen of 24 parts.
    expect(last).toMatch(/^█{15}░{9} 10,240 of 16,384 tokens, 1 of 2 cells, 1 min 05 s left {2}none, 256 to/)
    expect(last.length).toBeLessThan(100)
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

import { describe, expect, it } from 'vitest'
import type { Cell } from '../../../contract'
import { makeSpec } from '../../__tests__/sampleStudy'
import { measureSpeed } from '../measureSpeed'
import { planStudy } from '../planStudy'

const tasks = [{ kind: 'perplexity', text: 't', windows: 1 }]
const planned = planStudy(makeSpec({ contexts: [1024, 4096], extensions: ['none'], tasks }))
const ended = (status: Cell['status']) =>
  planned.map((cell) => ({ ...cell, status })) as unknown as readonly Cell[]
const timings = planned.map(({ id, contextTokens }) => ({
  id,
  startedAt: '',
  durationMs: contextTokens,
  evaluatedTokens: 1,
  reusedTokens: 0,
}))
const models = [{ parameterCount: 10 }]

describe('measureSpeed', () => {
  it('is the time of the cells over their parameters x tokens squared', () => {
    const work = 10 * (1024 * (1024 + 2048) + 4096 * (4096 + 2048))
    const speed = measureSpeed({ planned, cells: ended('done'), timings, models })
    expect(speed).toBeCloseTo((1024 + 4096) / work, 15)
  })

  it('leaves out what was not measured', () => {
    const first = timings.slice(0, 1)
    const speed = measureSpeed({ planned, cells: ended('done'), timings: first, models })
    expect(speed).toBeCloseTo(1 / (10 * (1024 + 2048)), 15)
  })

  it('says nothing of failed cells', () => {
    expect(measureSpeed({ planned, cells: ended('failed'), timings, models })).toBeNull()
  })
})

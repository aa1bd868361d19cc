import { describe, expect, it } from 'vitest'
import { manifestSchema } from '../../../contract'
import type { AnswerOutcome, FinishedCell } from '../../../contract'
import { sampleCells, sampleDraft } from '../../__tests__/sampleExperiment'
import { checkAnswers } from '../checkAnswers'

const sample = sampleCells.flatMap(({ cell }) =>
  cell.status === 'done' && cell.outcome.kind === 'answer' ? [{ cell, outcome: cell.outcome }] : [],
)[0]

const check = (fields: Partial<AnswerOutcome>) => {
  const cell: FinishedCell = { ...sample.cell, outcome: { ...sample.outcome, ...fields } }
  const [{ ok, sentence }] = checkAnswers({
    path: 'a.ropewalk',
    manifest: manifestSchema.parse({ ...sampleDraft, parts: {} }),
    cells: [cell],
    timings: [],
    warnings: [],
    readTensors: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  })
  return ok ? 'ok' : sentence
}

describe('checkAnswers', () => {
  it('follows the rule that is kept with the answer', () => {
    const references = { passRule: 'all-references', expected: 'Ab, cd', answerText: 'CD\nthen aB' }
    expect(check({ ...references, passed: true })).toBe('ok')
    expect(check({ ...references, passed: false })).toMatch(/passed is false, the answer says true/)
    expect(check({ ...references, answerText: 'ab', passed: true })).toMatch(/the answer says false/)
    const number = { passRule: 'first-number', expected: '042', answerText: ' 42 43' }
    expect(check({ ...number, passed: true })).toBe('ok')
    expect(check({ ...number, answerText: '43 42', passed: true })).toMatch(/the answer says false/)
  })

  it('takes passes as they are where the rule needs more than the answer', () => {
    expect(check({ passRule: 'token-exact', answerText: 'x', passed: true })).toBe('ok')
    expect(check({ passRule: 'toString', answerText: 'x', passed: true })).toBe('ok')
  })

  it('checks the class of a failure against the answer, and asks for none of older files', () => {
    const overrun = { passRule: 'first-number', expected: '64188', answerText: '641888', passed: false }
    expect(check({ ...overrun, failure: 'overrun' })).toBe('ok')
    expect(check({ ...overrun, failure: undefined })).toBe('ok')
    expect(check({ ...overrun, failure: 'lost' })).toMatch(/failure is lost, the answer says overrun/)
    expect(check({ ...overrun, failure: null })).toMatch(/failure is null, the answer says overrun/)
  })

  it('wants a score within 0 to 1', () => {
    expect(check({ score: 1.5 })).toMatch(/the score 1.5 is not within 0 to 1/)
  })
})

import { describe, expect, it } from 'vitest'
import type { AnswerOutcome, NamedTensor } from '../../contract'
import { sampleCells } from '../../store/__tests__/sampleExperiment'
import { explainPrompt, type AskedCell } from '../engine/explainPrompt'

const [sample] = sampleCells.flatMap(({ cell }) =>
  cell.status === 'done' && cell.outcome.kind === 'answer' ? [{ cell, outcome: cell.outcome }] : [],
)

function ask(change: Partial<AnswerOutcome>, prompt?: readonly number[]): AskedCell {
  const tensors: NamedTensor[] =
    prompt === undefined
      ? []
      : [
          {
            name: 'promptTokens',
            unit: '1',
            dtype: 'i32',
            axes: ['token'],
            shape: [prompt.length],
            data: Int32Array.from(prompt),
          },
        ]
  return { cell: { ...sample.cell, outcome: { ...sample.outcome, ...change } }, tensors }
}

const old = { version: { major: 1, minor: 0 }, appVersion: '0.1.0' }
const now = { version: { major: 1, minor: 2 }, appVersion: '0.2.0' }
const first = ask({ needle: { first: 30, end: 40 }, placedDepthPercent: 0, passed: false })
const deeper = { needle: { first: 90, end: 100 }, placedDepthPercent: 49.5 }

describe('explainPrompt', () => {
  it('says that an older version put the needle elsewhere', () => {
    expect(explainPrompt(old, first, ask(deeper))).toBe(
      'its prompt was made otherwise by an older version (file version 1.0, which placed needles otherwise in texts with hardly ' +
        'any full stops): 200 tokens with the needle at token 30 (0.0 %) in the file, 200 tokens with the needle at token 90 (49.5 %) ' +
        'now. Model and texts are the same; run the experiment anew to measure this prompt',
    )
    expect(explainPrompt(now, first, ask(deeper))).toContain(
      'by another version (Ropewalk 0.2.0): 200 tokens',
    )
  })

  it('compares the tokens where both keep them, and says nothing of the same prompt', () => {
    expect(explainPrompt(old, ask({}, [1, 2, 3]), ask({ passed: false }, [1, 2, 3]))).toBeNull()
    expect(explainPrompt(old, ask({}, [1, 2, 3]), ask({}, [1, 4, 3]))).toContain('made otherwise')
    expect(explainPrompt(old, ask({}, [1, 2, 3]), ask({}, [1, 2]))).toContain('made otherwise')
    expect(explainPrompt(old, ask({}), ask({ score: 0.3 }, [1, 2]))).toBeNull()
  })

  it('has nothing to say of windows of text', () => {
    const [window] = sampleCells
    expect(explainPrompt(old, { ...window }, { ...window })).toBeNull()
  })
})

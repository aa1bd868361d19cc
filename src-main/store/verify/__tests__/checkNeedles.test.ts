import { describe, expect, it } from 'vitest'
import type { AnswerOutcome, CellItem, FinishedCell } from '../../../contract'
import { sampleCells } from '../../__tests__/sampleExperiment'
import { checkNeedles, toPlacedNeedle, type PlacedNeedle } from '../checkNeedles'

const [sample] = sampleCells.flatMap(({ cell }) =>
  cell.status === 'done' && cell.outcome.kind === 'answer' ? [{ cell, outcome: cell.outcome }] : [],
)

/** A prompt of 30 tokens, a haystack of 400 and a question of 12, the needle of 8 tokens behind `before` tokens of the haystack. */
function place(before: number, change: Partial<AnswerOutcome> = {}, item?: CellItem): PlacedNeedle {
  const first = 30 + before
  const outcome: AnswerOutcome = {
    ...sample.outcome,
    promptTokens: 450,
    needle: { first, end: first + 8 },
    placedDepthPercent: (100 * before) / 400,
    haystack: { tokens: 400, firstUnit: 0, units: 20, cutTokens: 0, passes: 1 },
    ...change,
  }
  const cell: FinishedCell = {
    ...sample.cell,
    id: `at ${before}`,
    item: item ?? { kind: 'prompt', depthPercent: 50, repeat: 0 },
    outcome,
  }
  const data = Int32Array.from({ length: 450 }, (_, i) => (i >= first && i < first + 8 ? i - first : 99))
  return toPlacedNeedle(cell, [
    { name: 'promptTokens', unit: '1', dtype: 'i32', axes: ['token'], shape: [450], data },
  ])[0]
}

const check = (...needles: PlacedNeedle[]) => {
  const { ok, sentence } = checkNeedles(needles)
  return ok ? 'ok' : sentence
}

describe('checkNeedles', () => {
  it('passes depths that follow from the place, of haystacks of known and of unknown length', () => {
    expect(check(...[0, 37, 200, 400].map((before) => place(before)))).toBe('ok')
    expect(check(...[0, 37, 200, 400].map((before) => place(before, { haystack: undefined })))).toBe('ok')
    expect(check(place(200), place(200))).toBe('ok')
  })

  it('names a depth that the place contradicts', () => {
    expect(check(place(200, { placedDepthPercent: 55.55 }))).toBe(
      'at 200: a needle at token 230 of 450 is not at 55.55 % of 400 tokens.',
    )
    expect(check(place(200, { placedDepthPercent: 80 }))).toMatch(/at token 230 of 450 is not at 80 % of 400/)
    expect(check(place(200, { placedDepthPercent: 101 }))).toBe(
      'at 200: the depth 101 % is not within 0 to 100.',
    )
  })

  it('holds the depths of one prompt against each other where the length of the haystack is not kept', () => {
    const passkey = { haystack: undefined }
    expect(
      check(place(0, passkey), place(200, { ...passkey, placedDepthPercent: 60 }), place(400, passkey)),
    ).toBe('at 200: a needle at token 230 is not at 60 %, as the other depths of its prompt say.')
    expect(
      check(
        place(100, { ...passkey, placedDepthPercent: 75 }),
        place(300, { ...passkey, placedDepthPercent: 25 }),
      ),
    ).toMatch(/^at 300/)
    expect(check(place(100, passkey), place(100, { ...passkey, placedDepthPercent: 30 }))).toMatch(
      /not at 30 %/,
    )
  })

  it('finds the needle in the kept prompt', () => {
    const moved = { ...place(200), tokens: [99, 0, 1, 2, 3, 4, 5, 6] }
    expect(check(place(0), moved)).toBe(
      "at 200: the prompt has other tokens at the needle's place than at another depth.",
    )
    expect(check(place(0), { ...moved, tokens: null })).toBe('ok')
  })

  it('knows that needles of RULER are part of the haystack', () => {
    const item = { kind: 'sample', subtask: 'vt', sample: 0 } as const
    const haystack = { tokens: 408, firstUnit: 0, units: 20, cutTokens: 0, passes: 1 }
    expect(check(place(200, { haystack, placedDepthPercent: (100 * 200) / 408 }, item))).toBe('ok')
    expect(check(place(200, { haystack, placedDepthPercent: (100 * 100) / 408 }, item))).toMatch(
      /is not at 24\.5/,
    )
  })
})

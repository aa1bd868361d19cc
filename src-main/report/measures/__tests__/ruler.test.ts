import { describe, expect, it } from 'vitest'
import { rulerTaskSchema } from '../../../contract'
import type { AnswerOutcome, Cell } from '../../../contract'
import { createFixture } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { composeDocument } from '../../document/composeDocument'
import { computeRulerMeasures, summarizeRuler } from '../ruler'

const task = rulerTaskSchema.parse({ kind: 'ruler', subtasks: ['vt', 'fwe'], samples: 2 })

/** Scores of two samples per subtask; `fwe` has none at 1,024 tokens. */
const scores: Readonly<Record<number, Readonly<Record<string, readonly number[]>>>> = {
  256: { vt: [1, 1], fwe: [1, 0.5] },
  512: { vt: [0.5, 0.5], fwe: [0, 0] },
  1024: { vt: [1, 1], fwe: [] },
}

async function makeContents() {
  const source = createFixture({
    models: [{ path: 'a.gguf' }],
    extensions: ['none'],
    contexts: [256, 512, 1024],
    tasks: [{ kind: 'passkey', depths: [0], repeats: 1 }],
  })
  const cells = source.cells.flatMap((cell): Cell[] => {
    if (cell.status !== 'done' || cell.outcome.kind !== 'answer') return []
    const outcome: AnswerOutcome = cell.outcome
    return Object.entries(scores[cell.contextTokens]).flatMap(([subtask, values]) =>
      values.map((score, sample): Cell => ({
        ...cell,
        id: `m0/none/n${cell.contextTokens}/t0/${subtask}/s${sample}`,
        item: { kind: 'sample', subtask, sample },
        outcome: { ...outcome, score, passed: score === 1 },
      })),
    )
  })
  const manifest = { ...source.manifest, spec: { ...source.manifest.spec, tasks: [task] } }
  return readContents({ ...source, manifest, cells })
}

describe('RULER measures', () => {
  it('averages samples by subtask and length, and counts answer tokens', async () => {
    const measures = computeRulerMeasures(await makeContents(), 0, task)
    expect(
      measures.map(({ contextTokens, subtask, score }) => [contextTokens, subtask, score.value, score.n]),
    ).toEqual([
      [256, 'vt', 1, 2],
      [256, 'fwe', 0.75, 2],
      [512, 'vt', 0.5, 2],
      [512, 'fwe', 0, 2],
      [1024, 'vt', 1, 2],
    ])
    expect(measures[0].answerTokens).toBe(5)
  })

  it('leaves out lengths at which a subtask is missing', async () => {
    const [summary] = summarizeRuler(computeRulerMeasures(await makeContents(), 0, task), task)
    expect(summary.averages).toEqual([
      { contextTokens: 256, score: 0.875 },
      { contextTokens: 512, score: 0.25 },
    ])
    expect(summary.effectiveTokens).toBe(256)
    expect(summary.risingMean).toBeCloseTo((0.875 + 2 * 0.25) / 3, 12)
    expect(summary.fallingMean).toBeCloseTo((2 * 0.875 + 0.25) / 3, 12)
  })

  it('has a section of the report, and none without samples', async () => {
    const { sections } = composeDocument(await makeContents())
    const section = sections.find(({ id }) => id === 'ruler')
    expect(section?.blocks.map(({ kind }) => kind)).toEqual(['figure', 'table'])
    expect(sections.some(({ id }) => id === 'retrieval')).toBe(false)
    expect(JSON.stringify(sections.find(({ id }) => id === 'methods'))).toContain('2404.06654')
    const plain = composeDocument(await readContents(createFixture()))
    expect(plain.sections.some(({ id }) => id === 'ruler')).toBe(false)
  })
})

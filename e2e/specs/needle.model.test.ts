/** The needle and RULER with the real engine and the bundled model, from spec to verified file. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnswerOutcome, Cell } from '../../src-main/contract'
import { openExperiment } from '../../src-main/store'
import { runCli } from '../actions/runCli'
import { heldOutText, writeSpec } from '../actions/writeSpec'

/** One run for all tests here. */
const folder = mkdtempSync(join(tmpdir(), 'ropewalk-e2e-'))
const result = join(folder, 'needle.ropewalk')
let cells: readonly Cell[] = []

beforeAll(async () => {
  const spec = writeSpec(folder, {
    contexts: [256, 1024],
    tasks: [
      { kind: 'needle', protocol: 'passkey', texts: [heldOutText], depths: [0, 50, 100], repeats: 3 },
      { kind: 'needle', texts: [heldOutText], depths: [50] },
      {
        kind: 'ruler',
        wording: 'small',
        subtasks: ['niah_single_1', 'niah_single_2', 'vt', 'fwe'],
        samples: 3,
        texts: [heldOutText],
      },
    ],
  })
  const { code, stderr } = await runCli(['run', spec, '-o', result])
  expect(code, stderr).toBe(0)
  const experiment = await openExperiment(result)
  cells = experiment.cells
  await experiment.close()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const answersOf = (task: number, extension: string, contextTokens: number, subtask?: string) =>
  cells.flatMap((cell): AnswerOutcome[] =>
    cell.status === 'done' &&
    cell.outcome.kind === 'answer' &&
    cell.task === task &&
    cell.extension === extension &&
    cell.contextTokens === contextTokens &&
    (cell.item.kind === 'sample' ? cell.item.subtask : undefined) === subtask
      ? [cell.outcome]
      : [],
  )

const countPasses = (answers: readonly AnswerOutcome[]) => answers.filter(({ passed }) => passed).length

describe('a needle in Moby Dick', () => {
  test('is found within the trained length, lost beyond it, and found there with YaRN', () => {
    expect(countPasses(answersOf(0, 'none', 256))).toBeGreaterThanOrEqual(8)
    expect(countPasses(answersOf(0, 'none', 1024))).toBeLessThanOrEqual(4)
    expect(countPasses(answersOf(0, 'yarn:scale=auto', 1024))).toBeGreaterThanOrEqual(7)
  })

  test('fills the context, and says what was read of the haystack', () => {
    for (const contextTokens of [256, 1024])
      for (const answer of answersOf(1, 'none', contextTokens)) {
        expect(answer.promptTokens).toBe(contextTokens - 50)
        expect(answer.haystack?.passes).toBe(1)
        expect(answer.placedDepthPercent).toBeLessThanOrEqual(50)
        expect(answer.scores).toMatchObject({ recall: answer.score })
      }
  })
})

describe('RULER in small words', () => {
  test('finds single needles within the trained length, and beyond it with YaRN only', () => {
    for (const subtask of ['niah_single_1', 'niah_single_2']) {
      expect(countPasses(answersOf(2, 'none', 256, subtask)), subtask).toBeGreaterThanOrEqual(2)
      expect(countPasses(answersOf(2, 'yarn:scale=auto', 1024, subtask)), subtask).toBeGreaterThanOrEqual(2)
    }
    expect(countPasses(answersOf(2, 'none', 1024, 'niah_single_2'))).toBeLessThanOrEqual(1)
  })

  test('asks the same at every length and under every extension', () => {
    const expectedOf = (extension: string, contextTokens: number, subtask: string) =>
      answersOf(2, extension, contextTokens, subtask).map(({ expected }) => expected)
    for (const subtask of ['niah_single_1', 'vt', 'fwe']) {
      const asked = expectedOf('none', 256, subtask)
      expect(asked).toHaveLength(3)
      expect(expectedOf('yarn:scale=auto', 1024, subtask)).toEqual(asked)
    }
  })
})

test('the file verifies', async () => {
  expect((await runCli(['verify', result])).code).toBe(0)
})

/** What shared prefixes save: a passkey grid in the order of the study, over the same prompts each from its first token. */
import type { AnswerWork } from '../../../src-main/tasks'
import { createTask } from '../../../src-main/tasks'
import type { BenchModel } from '../BenchModels'
import type { Benchmark, ModelName } from '../benchmark'
import { measureRatios } from '../pairs'
import { startStopwatch } from '../stopwatch'
import { openSession } from '../workload'

/** The default of the task. */
const repeats = 4
const depths = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
/** The default of a study: prefixes are shared in whole micro-batches. */
const microBatchTokens = 128

export function benchPasskey(model: ModelName, tokens: number): Benchmark {
  return {
    name: `passkey-${tokens}`,
    model,
    meaning: `cell by cell over shared prefixes, passkeys of ${tokens} tokens at ${depths.length} depths, ${repeats} each`,
    unit: 'x',
    target: { atLeast: 1.7 },
    measure: async (loaded, rounds) => {
      const grid = await buildGrid(loaded, tokens)
      return measureRatios(
        rounds,
        () => timeGrid(loaded, tokens, grid, false),
        () => timeGrid(loaded, tokens, grid, true),
      )
    },
  }
}

/** The prompts as the task orders them. */
async function buildGrid({ native }: BenchModel, contextTokens: number): Promise<readonly AnswerWork[]> {
  const task = createTask({
    kind: 'passkey',
    depths,
    repeats,
    digits: 5,
    scoring: 'token-exact',
    maxNewTokens: 10,
  })
  const tokenizer = {
    bosToken: native.bosToken,
    addsBos: native.addsBos,
    endOfGenerationTokens: [...native.endOfGenerationTokens],
    encode: (text: string) => Promise.resolve(native.tokenize(text, false)),
    decode: (tokens: Int32Array) => Promise.resolve(native.detokenize(tokens)),
  }
  const prepared = task.prepare({ seed: 1, taskIndex: 0, contextTokens, tokenizer, contents: new Map() })
  const grid = await Promise.all(task.items.map((item) => prepared.build(item)))
  return grid.filter((work) => work.kind === 'answer')
}

/** Seconds for all prompts in one session; `shares` keeps the prefix that a prompt has in common with the one before. */
async function timeGrid(
  model: BenchModel,
  contextTokens: number,
  grid: readonly AnswerWork[],
  shares: boolean,
): Promise<number> {
  const session = await openSession(model, contextTokens, { microBatchTokens })
  const readSeconds = startStopwatch(model.clock)
  for (const { prompt, maxNewTokens } of grid) {
    if (!shares) session.setRotaryTable(null)
    const stopTokens = Int32Array.of()
    await session.generate({ prompt, maxNewTokens, stopTokens, observation: null }, () => undefined)
  }
  const seconds = readSeconds()
  await session.dispose()
  return seconds
}

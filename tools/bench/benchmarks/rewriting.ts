/** What an extension costs when nothing is observed: every ROPE node is given other operands. */
import type { Benchmark, ModelName } from '../benchmark'
import { measureRatios } from '../pairs'
import { timeBareDecode, timeEvaluation } from '../workload'

export function benchRewriting(model: ModelName, tokens: number): Benchmark {
  return {
    name: `rewriting-${tokens}`,
    model,
    meaning: `${tokens} tokens under YaRN, over a plain flash-attention prefill`,
    unit: 'x',
    target: { atMost: 1.01 },
    measure: (loaded, rounds) =>
      measureRatios(
        rounds,
        () => timeEvaluation(loaded, tokens, { score: null, observation: null, extension: 'yarn:scale=4' }),
        () => timeBareDecode(loaded, tokens, { allLogits: false }),
      ),
  }
}

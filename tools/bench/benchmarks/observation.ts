/** What observing costs: everything the observer reduces to, over a prefill that nobody watches. */
import type { Benchmark, ModelName } from '../benchmark'
import { measureRatios } from '../pairs'
import { observeEverything, timeBareDecode, timeEvaluation } from '../workload'

export function benchObservation(model: ModelName, tokens: number, atMost: number): Benchmark {
  return {
    name: `observation-${tokens}`,
    model,
    meaning: `all heads and queries of ${tokens} tokens observed, over a plain flash-attention prefill`,
    unit: 'x',
    target: { atMost },
    measure: (loaded, rounds) =>
      measureRatios(
        rounds,
        () => timeEvaluation(loaded, tokens, { score: null, observation: observeEverything(tokens) }),
        () => timeBareDecode(loaded, tokens, { allLogits: false }),
      ),
  }
}

/** What scoring costs: the log-likelihood of every token, over a loop that computes the logits and drops them. */
import type { Benchmark, ModelName } from '../benchmark'
import { measureRatios } from '../pairs'
import { timeBareDecode, timeEvaluation } from '../workload'

export function benchPerplexity(model: ModelName, tokens: number): Benchmark {
  const score = { first: 0, end: tokens }
  return {
    name: `perplexity-${tokens}`,
    model,
    meaning: `tokens per second of scoring ${tokens} tokens, over a bare decode loop`,
    unit: 'x',
    target: { atLeast: 0.97 },
    // Seconds per token the other way round are tokens per second.
    measure: (loaded, rounds) =>
      measureRatios(
        rounds,
        () => timeBareDecode(loaded, tokens, { allLogits: true }),
        () => timeEvaluation(loaded, tokens, { score, observation: null }),
      ),
  }
}

/**
 * What observing costs: everything the observer reduces to, over a prefill that nobody watches. With fewer instructions than the
 * processor has, both sides do without: the kernels are those of the set, and llama.cpp's library is that of such a processor.
 */
import type { Benchmark, ModelName } from '../benchmark'
import type { ObservationTrial } from '../observationTrial'
import { runTrial } from '../runTrial'

/** llama.cpp's variant (ggml/src/CMakeLists.txt) of the processors that have a set of instructions and nothing newer. */
const olderVariants: Readonly<Record<string, string>> = { avx2: 'haswell', baseline: 'sse42' }

const mostCost = { '160m': 1.15, sample: 1.3 }

/** `available`: the sets that the processor has, fastest first. */
export function listObservationBenchmarks(
  model: ModelName,
  tokens: number,
  available: readonly string[],
): Benchmark[] {
  return available.map((instructions, i) => ({
    name: `observation-${tokens}-${instructions}`,
    model,
    meaning: `all heads and queries of ${tokens} tokens observed, over a plain flash-attention prefill`,
    unit: 'x',
    target: { atMost: mostCost[model] },
    measure: async ({ path, threads, clock }, rounds) => {
      const variant = i === 0 ? null : olderVariants[instructions]
      const trial: ObservationTrial = { path, threads, clock, tokens, rounds, variant }
      return JSON.parse(
        await runTrial('observationTrial.ts', trial, { ROPEWALK_KERNELS: instructions }),
      ) as number[]
    },
  }))
}

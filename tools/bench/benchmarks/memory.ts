/** What observing holds: the greatest resident memory of a process of its own, with and without an observer. */
import type { BenchModel } from '../BenchModels'
import type { Benchmark, ModelName } from '../benchmark'
import { measurePairs } from '../pairs'
import { runTrial } from '../runTrial'

export function benchAddedMemory(model: ModelName, tokens: number, atMost: number): Benchmark {
  return {
    name: `added-memory-${tokens}`,
    model,
    meaning: `what observing ${tokens} tokens adds to the process`,
    unit: 'MB',
    target: { atMost },
    measure: async (loaded, rounds) => {
      const pairs = await measurePairs(
        rounds,
        () => measurePeak(loaded, tokens, true),
        () => measurePeak(loaded, tokens, false),
      )
      return pairs.map(({ measured, yardstick }) => measured - yardstick)
    },
  }
}

/** Once: what a process of this length holds hardly varies, and it takes a minute. */
export function benchPeakMemory(model: ModelName, tokens: number, atMost: number): Benchmark {
  return {
    name: `peak-memory-${tokens}`,
    model,
    meaning: `greatest memory of a process that observes ${tokens} tokens`,
    unit: 'MB',
    target: { atMost },
    measure: async (loaded) => [await measurePeak(loaded, tokens, true)],
  }
}

/** MB (2^20 bytes). */
async function measurePeak(
  { path, threads }: BenchModel,
  tokens: number,
  observes: boolean,
): Promise<number> {
  return Number(await runTrial('memoryTrial.ts', { path, threads, tokens, observes }))
}

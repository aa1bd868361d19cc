/** Every benchmark with its target; sample models are small, so that fixed costs weigh most there. */
import type { Benchmark, ModelName } from '../benchmark'
import { benchAddedMemory, benchPeakMemory } from './memory'
import { listObservationBenchmarks } from './observation'
import { benchPasskey } from './passkey'
import { benchPerplexity } from './perplexity'
import { benchRewriting } from './rewriting'

const models: readonly ModelName[] = ['160m', 'sample']

/** `available`: the sets of instructions that the processor has, fastest first. */
export function listBenchmarks(available: readonly string[]): Benchmark[] {
  return models.flatMap((model) => [
    ...listObservationBenchmarks(model, 2048, available),
    ...listObservationBenchmarks(model, 4096, available),
    benchPerplexity(model, 2048),
    benchRewriting(model, 2048),
    benchPasskey(model, 1024),
    benchPasskey(model, 2048),
    benchAddedMemory(model, 4096, 32),
    benchPeakMemory(model, 16_384, 2048),
  ])
}

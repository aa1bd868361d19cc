/** Every benchmark with its target; sample models are small, so that fixed costs weigh most there. */
import type { Benchmark, ModelName } from '../benchmark'
import { benchAddedMemory, benchPeakMemory } from './memory'
import { benchObservation } from './observation'
import { benchPasskey } from './passkey'
import { benchPerplexity } from './perplexity'
import { benchRewriting } from './rewriting'

const models: readonly ModelName[] = ['160m', 'sample']

export const benchmarks: readonly Benchmark[] = models.flatMap((model) => [
  benchObservation(model, 2048, 1.25),
  benchObservation(model, 4096, 1.3),
  benchPerplexity(model, 2048),
  benchRewriting(model, 2048),
  benchPasskey(model, 1024),
  benchPasskey(model, 2048),
  benchAddedMemory(model, 4096, 32),
  benchPeakMemory(model, 16_384, 2048),
])

/**
 * Pairs of an observed and a bare prefill in a process of its own, which chooses kernels and llama.cpp's library once:
 * `observationTrial.ts '{"path":…,"threads":…,"clock":…,"tokens":…,"rounds":…,"variant":…}'` prints their ratios as JSON.
 */
import { BenchModels } from './BenchModels'
import { forceCpuVariant } from './forceCpuVariant'
import { measureRatios } from './pairs'
import type { Clock } from './stopwatch'
import { observeEverything, timeBareDecode, timeEvaluation } from './workload'

export interface ObservationTrial {
  readonly path: string
  readonly threads: number
  readonly clock: Clock
  readonly tokens: number
  readonly rounds: number
  /** llama.cpp's library for the processor; null for the best that runs. */
  readonly variant: string | null
}

const { path, threads, clock, tokens, rounds, variant } = JSON.parse(process.argv[2]) as ObservationTrial
const removeBinaries = variant === null ? null : await forceCpuVariant(variant)
const models = await BenchModels.start(threads, clock)
const model = await models.open(path, threads)
const ratios = await measureRatios(
  rounds,
  () => timeEvaluation(model, tokens, { score: null, observation: observeEverything(tokens) }),
  () => timeBareDecode(model, tokens, { allLogits: false }),
)
process.stdout.write(JSON.stringify(ratios))
await model.native.dispose()
await models.stop()
await removeBinaries?.()

/**
 * One evaluation in a process of its own: `memoryTrial.ts '{"path":…,"threads":…,"tokens":…,"observes":…}'` prints the greatest
 * resident memory in MB (2^20 bytes).
 */
import { BenchModels } from './BenchModels'
import { observeEverything, timeEvaluation } from './workload'

interface MemoryTrial {
  readonly path: string
  readonly threads: number
  readonly tokens: number
  readonly observes: boolean
}

const { path, threads, tokens, observes } = JSON.parse(process.argv[2]) as MemoryTrial
const models = await BenchModels.start(threads)
const model = await models.open(path, threads)
await timeEvaluation(model, tokens, { score: null, observation: observes ? observeEverything(tokens) : null })
process.stdout.write(String(process.resourceUsage().maxRSS / 1024))
await model.native.dispose()
await models.stop()

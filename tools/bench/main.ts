/**
 * `npm run bench [-- --only NAME] [--model 160m|sample] [--rounds N] [--threads N] [--clock wall|processor] [--json]`: ratios
 * measured in one run.
 */
import { availableParallelism, cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { BenchModels } from './BenchModels'
import { runBenchmark } from './benchmark'
import type { BenchmarkResult } from './benchmark'
import { listBenchmarks } from './benchmarks'
import { formatResult } from './formatResult'
import { clocks } from './stopwatch'

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    model: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    threads: { type: 'string', default: String(availableParallelism()) },
    clock: { type: 'string', default: 'wall' },
    json: { type: 'boolean', default: false },
  },
})

const clock = clocks.find((known) => known === options.clock)
if (!clock) throw new Error(`--clock ${options.clock}: not a clock. Expected ${clocks.join(' or ')}.`)
const models = await BenchModels.start(readCount('threads', options.threads), clock)
const chosen = listBenchmarks(models.library.availableKernelInstructions).filter(
  ({ name, model }) => name.includes(options.only) && model.includes(options.model),
)
const machine = {
  processor: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  threads: Number(options.threads),
  clock,
  instructions: models.library.availableKernelInstructions,
  loadBefore: loadavg()[0],
}
if (!options.json)
  console.log(
    `${machine.processor}, ${machine.cores} cores, ${machine.threads} threads, ${machine.clock} clock, ${machine.instructions.join(' ')}, load ${machine.loadBefore.toFixed(1)}\n`,
  )
const results: BenchmarkResult[] = []
for (const benchmark of chosen) {
  const model = await models.load(benchmark.model)
  const result = await runBenchmark(benchmark, model, readCount('rounds', options.rounds))
  results.push(result)
  if (!options.json) console.log(formatResult(result))
}
await models.stop()
if (options.json) console.log(JSON.stringify({ machine, results }, null, 2))
process.exitCode = results.length > 0 && results.every(({ reached }) => reached) ? 0 : 1

function readCount(name: string, text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count > 0) return count
  throw new Error(`--${name} ${text}: not a count. Expected a whole number of at least 1.`)
}

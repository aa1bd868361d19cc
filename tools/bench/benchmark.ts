/** What a benchmark is: paired measurements whose median is compared with a target. */
import type { BenchModel } from './BenchModels'

export type ModelName = '160m' | 'sample'

export interface Benchmark {
  /** Unique; `--only` looks for it. */
  readonly name: string
  readonly model: ModelName
  /** What the number is, in one line. */
  readonly meaning: string
  readonly unit: 'x' | 'MB'
  readonly target: { readonly atMost: number } | { readonly atLeast: number }
  /** One number per pair; `rounds` pairs are wanted, fewer where one is enough. */
  measure(model: BenchModel, rounds: number): Promise<readonly number[]>
}

export interface BenchmarkResult extends Pick<Benchmark, 'name' | 'model' | 'meaning' | 'unit' | 'target'> {
  readonly values: readonly number[]
  readonly median: number
  readonly reached: boolean
}

export async function runBenchmark(
  benchmark: Benchmark,
  loaded: BenchModel,
  rounds: number,
): Promise<BenchmarkResult> {
  const { name, model, meaning, unit, target } = benchmark
  const values = await benchmark.measure(loaded, rounds)
  const median = findMedian(values)
  const reached = 'atMost' in target ? median <= target.atMost : median >= target.atLeast
  return { name, model, meaning, unit, target, values, median, reached }
}

/** The middle one; the mean of the middle two where their number is even. */
function findMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2
}

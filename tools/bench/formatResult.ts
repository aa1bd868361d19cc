import type { BenchmarkResult } from './benchmark'

/** One line: median, target, spread, meaning. */
export function formatResult({
  name,
  model,
  meaning,
  unit,
  target,
  values,
  median,
  reached,
}: BenchmarkResult): string {
  const show = (value: number) => (unit === 'x' ? `${value.toFixed(3)}x` : `${value.toFixed(0)} MB`)
  const wanted = 'atMost' in target ? `<= ${target.atMost}` : `>= ${target.atLeast}`
  const spread = `${show(Math.min(...values))} to ${show(Math.max(...values))}`
  return [
    model.padEnd(7),
    name.padEnd(26),
    show(median).padStart(9),
    `${reached ? 'reached' : 'MISSED'} ${wanted}`.padEnd(16),
    `(${spread}, n = ${values.length})`.padEnd(32),
    meaning,
  ].join(' ')
}

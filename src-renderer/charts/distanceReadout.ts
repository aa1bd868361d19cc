/** One bin of attention by distance or key position: the mean, what uniform attention would give, and the range of heads. */
import type { DistanceChartData } from '@report/charts'
import type { ReadoutWords } from './words'

export function describeDistance(data: DistanceChartData, bin: number, words: ReadoutWords): string {
  const [first, end] = [data.edges[bin], data.edges[bin + 1]]
  const place = end - first <= 1 ? words.number(first) : `${words.number(first)} – ${words.number(end - 1)}`
  const heads = data.heads.flatMap((values) => values[bin] ?? [])
  const lines = [
    `${data.along === 'distance' ? words.distance : words.keyPosition} ${place} ${words.tokens}`,
    `${words.mean}:  ${words.number(data.mean[bin] ?? null)}`,
    `${words.uniform}:  ${words.number(data.uniform[bin] ?? null)}`,
  ]
  if (heads.length > 0)
    lines.push(
      `${words.heads(heads.length)}:  ${words.number(Math.min(...heads))} – ${words.number(Math.max(...heads))}`,
    )
  return lines.join('\n')
}

/** A measurement for a reader: likelihood first, then a row per layer. */
import type { Measurement } from '../commands/measure'
import { formatFacts, formatNumber, formatTable } from './formatTable'
import { safeText } from './safeText'

export function formatMeasurement({ model, extension, tokens, nllNats, observation }: Measurement): string {
  const scored = Array.from(nllNats).filter(Number.isFinite)
  const mean = scored.length > 0 ? sum(scored) / scored.length : null
  const { layers, heads } = observation
  const facts = formatFacts([
    ['model', safeText(model.name ?? model.path)],
    ['extension', extension.resolvedSpec],
    ['tokens', `${tokens.length}, trained on ${extension.geometry.trainedContextTokens}`],
    ['perplexity', formatNumber(mean === null ? null : Math.exp(mean), 3)],
    ['mean NLL', `${formatNumber(mean, 4)} nats over ${scored.length} tokens`],
    [
      'entropy',
      `${formatNumber(meanOf(observation.meanEntropyNats), 4)} nats, mean over ${observation.queries} queries and ${layers * heads} heads`,
    ],
    ['first token', `${formatNumber(meanOf(observation.firstTokenMass), 4)} of the attention`],
  ])
  const rows = Array.from({ length: layers }, (_, layer) => {
    const ofLayer = (values: ArrayLike<number>) =>
      meanOf(Array.from({ length: heads }, (_, head) => values[layer * heads + head]))
    return [
      String(layer),
      formatNumber(ofLayer(observation.meanEntropyNats), 4),
      formatNumber(ofLayer(observation.meanNormalizedEntropy), 4),
      formatNumber(ofLayer(observation.lastQueryEntropyNats), 4),
      formatNumber(ofLayer(observation.firstTokenMass), 4),
      formatNumber(ofLayer(observation.localMass), 4),
    ]
  })
  const columns = ['layer', 'entropy/nats', 'entropy/ln n', 'last query/nats', 'first token', 'last 64 keys']
  return `${facts}\n${formatTable(
    columns.map((name) => ({ name, align: 'right' })),
    rows,
  )}`
}

/** Mean over what is defined. */
function meanOf(values: ArrayLike<number>): number | null {
  const defined = Array.from(values).filter(Number.isFinite)
  return defined.length > 0 ? sum(defined) / defined.length : null
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

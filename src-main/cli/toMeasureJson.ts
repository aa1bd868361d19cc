/** What `ropewalk measure --json` prints; documented in docs/cli.md and kept stable. */
import type { Measurement } from './commands/measure'

/** [L][H] and [L][H][b] as nested lists; what is undefined is null. */
export function toMeasureJson({ model, extension, tokens, nllNats, observation }: Measurement) {
  const { layers, heads } = observation
  const byHead = (values: ArrayLike<number>) => nest(values, layers, heads, (flat) => toNumber(flat[0]), 1)
  const bins = observation.distanceEdges.length - 1
  return {
    model: {
      path: model.path,
      name: model.name,
      architecture: model.architecture,
      quantization: model.quantization,
      trainedContextTokens: extension.geometry.trainedContextTokens,
    },
    extension: {
      spec: extension.resolvedSpec,
      inverseFrequencies: extension.inverseFrequencies,
      attentionFactor: extension.attentionFactor,
    },
    tokens: Array.from(tokens),
    nllNats: Array.from(nllNats, toNumber),
    attention: {
      layers,
      heads,
      queries: observation.queries,
      meanEntropyNats: byHead(observation.meanEntropyNats),
      meanNormalizedEntropy: byHead(observation.meanNormalizedEntropy),
      lastQueryEntropyNats: byHead(observation.lastQueryEntropyNats),
      firstTokenMass: byHead(observation.firstTokenMass),
      distanceEdges: Array.from(observation.distanceEdges),
      distanceMass: nest(observation.distanceMass, layers, heads, (flat) => flat.map(toNumber), bins),
    },
  }
}

function nest<T>(
  values: ArrayLike<number>,
  layers: number,
  heads: number,
  read: (flat: number[]) => T,
  width: number,
): T[][] {
  return Array.from({ length: layers }, (_, layer) =>
    Array.from({ length: heads }, (_, head) => {
      const start = (layer * heads + head) * width
      return read(Array.from({ length: width }, (_, i) => values[start + i]))
    }),
  )
}

/** JSON has no NaN. */
function toNumber(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

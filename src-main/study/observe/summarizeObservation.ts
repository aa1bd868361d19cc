/** An observation in a few numbers: means over layers and heads. Per head it is kept in the tensors. */
import { headMeasures, InvariantError, mapHeadMeasures } from '../../contract'
import type { HeadMeasureMeans, Observation, ObservationSummary } from '../../contract'

export function summarizeObservation(observation: Observation): ObservationSummary {
  const { distanceEdges, distanceMass } = observation
  const bins = distanceEdges.length - 1
  return {
    queries: observation.queries,
    ...computeMeans(observation),
    distanceEdges: [...distanceEdges],
    distanceMass: Array.from({ length: bins }, (_, bin) =>
      computeDefinedMean(
        distanceMass.filter((_, i) => i % bins === bin),
        'distanceMass',
      ),
    ),
    rowSumError: observation.rowSumError,
  }
}

function computeMeans(observation: Observation): HeadMeasureMeans {
  return mapHeadMeasures((name) =>
    headMeasures[name].mayBeUndefined
      ? computeMeanOverHeads(observation[name])
      : computeDefinedMean(observation[name], name),
  ) as HeadMeasureMeans
}

/** Mean of the values that are defined; null where none is. */
export function computeMeanOverHeads(values: Float64Array): number | null {
  const defined = values.filter((value) => !Number.isNaN(value))
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length
}

function computeDefinedMean(values: Float64Array, name: string): number {
  const mean = computeMeanOverHeads(values)
  if (mean === null || !Number.isFinite(mean))
    throw new InvariantError(`The engine observed no number: ${name} is ${mean}.`)
  return mean
}

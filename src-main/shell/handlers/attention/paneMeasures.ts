/** What a pane's heads do, by measure: from an observation, or from what an experiment file keeps of the same queries. */
import { findTensor, InvariantError, mapHeadMeasures } from '../../../contract'
import type { NamedTensor, Observation, PaneMeasures } from '../../../contract'

export function toMeasures(paneId: string, observation: Observation): PaneMeasures {
  const { keySpans, distanceEdges, distanceMass } = observation
  const measures = mapHeadMeasures((name) => observation[name])
  const needle = keySpans === null ? {} : { needleMass: keySpans.mass }
  return { paneId, measures: { ...measures, ...needle }, distanceEdges, distanceMass }
}

/** Null where the file kept nothing of this cell, e.g. of one that failed. */
export function readStoredMeasures(paneId: string, tensors: readonly NamedTensor[]): PaneMeasures | null {
  const edges = findTensor(tensors, 'distanceEdges')
  const mass = findTensor(tensors, 'distanceMass')
  if (edges === undefined || mass === undefined) return null
  const measures = mapHeadMeasures((name) => {
    const tensor = findTensor(tensors, name)
    if (tensor === undefined) throw new InvariantError(`A cell without ${name}.`)
    return Float64Array.from(tensor.data)
  })
  const spans = findTensor(tensors, 'spanMass')
  const needle = spans === undefined ? {} : { needleMass: Float64Array.from(spans.data) }
  return {
    paneId,
    measures: { ...measures, ...needle },
    distanceEdges: edges.data,
    distanceMass: Float64Array.from(mass.data),
  }
}

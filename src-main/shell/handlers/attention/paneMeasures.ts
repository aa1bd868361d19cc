/** What a pane's heads do, by measure: from an observation, or from what an experiment file keeps of the same queries. */
import { headMeasureNames, InvariantError } from '../../../contract'
import type { HeadMeasureName, NamedTensor, Observation, PaneMeasures } from '../../../contract'
import { findTensor } from './storedTensors'

export function toMeasures(paneId: string, observation: Observation): PaneMeasures {
  const { keySpans, distanceEdges, distanceMass } = observation
  const measures: Partial<Record<HeadMeasureName, Float64Array>> = {}
  for (const name of headMeasureNames) {
    if (name !== 'needleMass') measures[name] = observation[name]
    else if (keySpans !== null) measures[name] = keySpans.mass
  }
  return { paneId, measures, distanceEdges, distanceMass }
}

/** Null where the file kept nothing of this cell, e.g. of one that failed. */
export function readStoredMeasures(paneId: string, tensors: readonly NamedTensor[]): PaneMeasures | null {
  const edges = findTensor(tensors, 'distanceEdges', 'i32')
  const mass = findTensor(tensors, 'distanceMass', 'f32')
  if (edges === undefined || mass === undefined) return null
  const measures: Partial<Record<HeadMeasureName, Float64Array>> = {}
  for (const name of headMeasureNames) {
    const tensor = findTensor(tensors, name === 'needleMass' ? 'spanMass' : name, 'f32')
    if (tensor !== undefined) measures[name] = Float64Array.from(tensor.data)
    else if (name !== 'needleMass') throw new InvariantError(`A cell without ${name}.`)
  }
  return { paneId, measures, distanceEdges: edges.data, distanceMass: Float64Array.from(mass.data) }
}

/** An observation as the tensors that a cell keeps. */
import { headMeasureNames } from '../../contract'
import type { NamedTensor, Observation } from '../../contract'
import { keepTensor } from './keepTensor'

export function toObservationTensors(observation: Observation): NamedTensor[] {
  const { layers, heads, distanceEdges, distanceMass, distanceVisibleKeys } = observation
  const bins = distanceEdges.length - 1
  return [
    ...headMeasureNames.map((name) => keepTensor(name, [layers, heads], observation[name])),
    keepTensor('distanceEdges', [bins + 1], distanceEdges),
    keepTensor('distanceMass', [layers, heads, bins], distanceMass),
    keepTensor('distanceVisibleKeys', [bins], distanceVisibleKeys),
    ...toKeyPositionTensors(observation),
    ...toPerQueryTensors(observation),
    ...toSpanTensors(observation),
    ...toTopKeyTensors(observation),
    ...toPooledMapTensors(observation),
  ]
}

function toKeyPositionTensors({ layers, heads, keyPositions }: Observation): NamedTensor[] {
  if (keyPositions === null) return []
  const { edges, mass } = keyPositions
  return [
    keepTensor('keyPositionEdges', [edges.length], edges),
    keepTensor('keyPositionMass', [layers, heads, edges.length - 1], mass),
  ]
}

function toPerQueryTensors({ layers, heads, queries, queryPositions, perQuery }: Observation): NamedTensor[] {
  if (perQuery === null) return []
  const shape = [layers, heads, queries]
  return [
    keepTensor('queryPositions', [queries], queryPositions),
    keepTensor('queryEntropyNats', shape, perQuery.entropyNats),
    keepTensor('queryFirstTokenMass', shape, perQuery.firstTokenMass),
  ]
}

function toSpanTensors({ layers, heads, queries, keySpans }: Observation): NamedTensor[] {
  if (keySpans === null) return []
  const { spans, mass, massPerQuery } = keySpans
  return [
    keepTensor('spanMass', [layers, heads, spans.length], mass),
    ...(massPerQuery.length > 0
      ? [keepTensor('querySpanMass', [layers, heads, queries, spans.length], massPerQuery)]
      : []),
  ]
}

function toTopKeyTensors({ layers, heads, topKeys }: Observation): NamedTensor[] {
  if (topKeys === null) return []
  const { queryPositions, count, keys, weights } = topKeys
  const shape = [layers, heads, queryPositions.length, count]
  return [
    keepTensor('topKeyQueryPositions', [queryPositions.length], queryPositions),
    keepTensor('topKeys', shape, keys),
    keepTensor('topKeyWeights', shape, weights),
  ]
}

function toPooledMapTensors({ layers, heads, pooledMap }: Observation): NamedTensor[] {
  if (pooledMap === null) return []
  const { queryEdges, keyEdges, mean, max } = pooledMap
  const shape = [layers, heads, queryEdges.length - 1, keyEdges.length - 1]
  return [
    keepTensor('pooledMapQueryEdges', [queryEdges.length], queryEdges),
    keepTensor('pooledMapKeyEdges', [keyEdges.length], keyEdges),
    keepTensor('pooledMapMean', shape, mean),
    keepTensor('pooledMapMax', shape, max),
  ]
}

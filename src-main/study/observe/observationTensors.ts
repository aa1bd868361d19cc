/** An observation as named tensors: per layer and head, float32 where it was float64. */
import type { NamedTensor, Observation } from '../../contract'

/** Names are those of `Observation`'s fields; axes are layer, head, query, key or what stands for them. */
export function toObservationTensors(observation: Observation): NamedTensor[] {
  const { layers, heads } = observation
  const perHead = (name: string, unit: string, values: Float64Array): NamedTensor =>
    float32(name, unit, [layers, heads], ['layer', 'head'], values)
  const bins = observation.distanceEdges.length - 1
  return [
    perHead('meanEntropyNats', 'nats', observation.meanEntropyNats),
    perHead('meanNormalizedEntropy', '1', observation.meanNormalizedEntropy),
    perHead('lastQueryEntropyNats', 'nats', observation.lastQueryEntropyNats),
    perHead('firstTokenMass', '1', observation.firstTokenMass),
    perHead('sinkMass', '1', observation.sinkMass),
    perHead('localMass', '1', observation.localMass),
    int32('distanceEdges', [bins + 1], ['edge'], observation.distanceEdges),
    float32(
      'distanceMass',
      '1',
      [layers, heads, bins],
      ['layer', 'head', 'distance'],
      observation.distanceMass,
    ),
    float32('distanceVisibleKeys', 'tokens', [bins], ['distance'], observation.distanceVisibleKeys),
    ...toKeyPositionTensors(observation),
    ...toPerQueryTensors(observation),
    ...toSpanTensors(observation),
    ...toTopKeyTensors(observation),
    ...toPooledMapTensors(observation),
  ]
}

function toKeyPositionTensors({ layers, heads, keyPositions }: Observation): NamedTensor[] {
  if (keyPositions === null) return []
  const bins = keyPositions.edges.length - 1
  return [
    int32('keyPositionEdges', [bins + 1], ['edge'], keyPositions.edges),
    float32(
      'keyPositionMass',
      '1',
      [layers, heads, bins],
      ['layer', 'head', 'keyPosition'],
      keyPositions.mass,
    ),
  ]
}

function toPerQueryTensors({ layers, heads, queries, queryPositions, perQuery }: Observation): NamedTensor[] {
  if (perQuery === null) return []
  const shape = [layers, heads, queries]
  const axes = ['layer', 'head', 'query']
  return [
    int32('queryPositions', [queries], ['query'], queryPositions),
    float32('queryEntropyNats', 'nats', shape, axes, perQuery.entropyNats),
    float32('queryFirstTokenMass', '1', shape, axes, perQuery.firstTokenMass),
  ]
}

function toSpanTensors({ layers, heads, queries, keySpans }: Observation): NamedTensor[] {
  if (keySpans === null) return []
  const spans = keySpans.spans.length
  const tensors = [float32('spanMass', '1', [layers, heads, spans], ['layer', 'head', 'span'], keySpans.mass)]
  if (keySpans.massPerQuery.length > 0)
    tensors.push(
      float32(
        'querySpanMass',
        '1',
        [layers, heads, queries, spans],
        ['layer', 'head', 'query', 'span'],
        keySpans.massPerQuery,
      ),
    )
  return tensors
}

function toTopKeyTensors({ layers, heads, topKeys }: Observation): NamedTensor[] {
  if (topKeys === null) return []
  const shape = [layers, heads, topKeys.queryPositions.length, topKeys.count]
  const axes = ['layer', 'head', 'query', 'rank']
  return [
    int32('topKeyQueryPositions', [topKeys.queryPositions.length], ['query'], topKeys.queryPositions),
    int32('topKeys', shape, axes, topKeys.keys),
    float32('topKeyWeights', '1', shape, axes, topKeys.weights),
  ]
}

function toPooledMapTensors({ layers, heads, pooledMap }: Observation): NamedTensor[] {
  if (pooledMap === null) return []
  const { queryEdges, keyEdges } = pooledMap
  const shape = [layers, heads, queryEdges.length - 1, keyEdges.length - 1]
  const axes = ['layer', 'head', 'queryTile', 'keyTile']
  return [
    int32('pooledMapQueryEdges', [queryEdges.length], ['edge'], queryEdges),
    int32('pooledMapKeyEdges', [keyEdges.length], ['edge'], keyEdges),
    { name: 'pooledMapMean', unit: '1', dtype: 'f16', shape, axes, data: pooledMap.mean },
    { name: 'pooledMapMax', unit: '1', dtype: 'f16', shape, axes, data: pooledMap.max },
  ]
}

function float32(
  name: string,
  unit: string,
  shape: readonly number[],
  axes: readonly string[],
  values: Float64Array | Float32Array,
): NamedTensor {
  return { name, unit, dtype: 'f32', shape, axes, data: Float32Array.from(values) }
}

function int32(
  name: string,
  shape: readonly number[],
  axes: readonly string[],
  data: Int32Array<ArrayBuffer>,
): NamedTensor {
  return { name, unit: 'tokens', dtype: 'i32', shape, axes, data }
}

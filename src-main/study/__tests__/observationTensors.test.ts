import { describe, expect, it } from 'vitest'
import type { NamedTensor, Observation, ObservationRequest } from '../../contract'
import { toObservationTensors } from '../observe/observationTensors'
import { toScoreTensors } from '../observe/scoreTensors'
import { summarizeObservation } from '../observe/summarizeObservation'
import { makeObservation } from './observation'

const everything: ObservationRequest = {
  queries: { kind: 'all' },
  perQuery: true,
  keySpans: [{ first: 1, end: 3 }],
  topKeys: { count: 8, queries: 3 },
  keyPositionBins: 2,
  pooledMap: { rows: 1, columns: 2 },
}
const find = (tensors: readonly NamedTensor[], name: string): NamedTensor => {
  const tensor = tensors.find((candidate) => candidate.name === name)
  if (tensor === undefined) throw new Error(`no tensor ${name}`)
  return tensor
}

describe('toObservationTensors', () => {
  const observation = makeObservation(everything, [4, 5, 6])
  const tensors = toObservationTensors(observation)

  it('has shapes that fit the data and the axes, and no name twice', () => {
    for (const { name, shape, axes, data } of tensors) {
      expect([name, data.length]).toEqual([name, shape.reduce((product, length) => product * length, 1)])
      expect([name, axes.length]).toEqual([name, shape.length])
    }
    expect(new Set(tensors.map(({ name }) => name)).size).toBe(tensors.length)
  })

  it('keeps values per layer and head', () => {
    expect(find(tensors, 'meanEntropyNats')).toMatchObject({ dtype: 'f32', shape: [2, 2], unit: 'nats' })
    expect([...find(tensors, 'meanEntropyNats').data]).toEqual([1, 2, 3, 4])
    expect(find(tensors, 'distanceMass').axes).toEqual(['layer', 'head', 'distance'])
    expect(find(tensors, 'topKeys').shape).toEqual([2, 2, 3, 8])
    expect(find(tensors, 'querySpanMass').shape).toEqual([2, 2, 3, 1])
    expect(find(tensors, 'pooledMapMax')).toMatchObject({ dtype: 'f16', shape: [2, 2, 1, 2] })
    expect([...find(tensors, 'queryPositions').data]).toEqual([4, 5, 6])
  })

  it('leaves out what was not asked for', () => {
    const names = toObservationTensors(makeObservation({ queries: { kind: 'all' } }, [0])).map(
      ({ name }) => name,
    )
    expect(names).toEqual([
      'meanEntropyNats',
      'meanNormalizedEntropy',
      'lastQueryEntropyNats',
      'firstTokenMass',
      'sinkMass',
      'localMass',
      'distanceEdges',
      'distanceMass',
      'distanceVisibleKeys',
    ])
  })
})

describe('summarizeObservation', () => {
  const observation = makeObservation(everything, [4, 5, 6])
  const withNormalized = (...values: number[]): Observation => ({
    ...observation,
    meanNormalizedEntropy: Float64Array.from(values),
  })

  it('averages over layers and heads', () => {
    const summary = summarizeObservation(observation)
    expect(summary).toMatchObject({ queries: 3, meanEntropyNats: 2.5, lastQueryEntropyNats: 3.5 })
    expect(summary.distanceEdges).toEqual([0, 1, 2, 4])
    expect(summary.distanceMass).toEqual([0.5, 0.25, 0.25])
  })

  it('leaves heads without a value out, and is null where none has one', () => {
    expect(summarizeObservation(withNormalized(0.2, NaN, 0.4, NaN)).meanNormalizedEntropy).toBeCloseTo(
      0.3,
      12,
    )
    expect(summarizeObservation(withNormalized(NaN, NaN, NaN, NaN)).meanNormalizedEntropy).toBeNull()
  })

  it('refuses an observation without numbers', () => {
    const broken = { ...observation, meanEntropyNats: Float64Array.of(1, 2, Infinity, 4) }
    expect(() => summarizeObservation(broken)).toThrow('meanEntropyNats is Infinity')
  })
})

describe('toScoreTensors', () => {
  it('keeps NLL and position token by token, window after window', () => {
    const windows = [
      { tokens: new Int32Array(3), score: { first: 1, end: 3 } },
      { tokens: new Int32Array(3), score: { first: 2, end: 3 } },
    ]
    const [nll, positions] = toScoreTensors(windows, [Float64Array.of(0.5, 1), Float64Array.of(2)])
    expect([...nll.data]).toEqual([0.5, 1, 2])
    expect([...positions.data]).toEqual([1, 2, 2])
  })
})

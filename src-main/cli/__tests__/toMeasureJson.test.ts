import { describe, expect, it } from 'vitest'
import type { Observation } from '../../contract'
import type { Measurement } from '../commands/measure'
import { toMeasureJson } from '../toMeasureJson'

const observation: Observation = {
  rowSource: 'flash-operands',
  layers: 2,
  heads: 2,
  queries: 1,
  queryPositions: Int32Array.of(0),
  rowSumError: 0,
  learnedSinkMass: 0,
  meanEntropyNats: Float64Array.of(1, 2, 3, 4),
  meanNormalizedEntropy: Float64Array.of(NaN, NaN, NaN, NaN),
  lastQueryEntropyNats: Float64Array.of(5, 6, 7, 8),
  firstTokenMass: Float64Array.of(0.1, 0.2, 0.3, 0.4),
  sinkMass: Float64Array.of(1, 1, 1, 1),
  localMass: Float64Array.of(1, 1, 1, 1),
  distanceEdges: Int32Array.of(0, 1, 2),
  distanceMass: Float64Array.of(0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4),
  distanceVisibleKeys: Float64Array.of(1, 1),
  perQuery: null,
  keySpans: null,
  topKeys: null,
  keyPositions: null,
  pooledMap: null,
  window: null,
  region: null,
}

const rotary = { rotaryDimensions: 4, ropeBase: 10000, trainedContextTokens: 256 }

const measurement: Measurement = {
  model: {
    path: 'a.gguf',
    fileBytes: 1,
    filePaths: ['model.gguf'],
    name: 'a',
    architecture: 'llama',
    ggufVersion: 3,
    tensorCount: 1,
    parameterCount: 1,
    weightBytes: 1,
    quantization: 'F16',
    layerCount: 2,
    headCount: 2,
    keyValueHeadCount: 2,
    headDimensions: 4,
    embeddingLength: 8,
    vocabularySize: 10,
    declaredContextTokens: 256,
    rotary,
    trainedContextSource: 'context-length-key',
    rotaryLayout: 'adjacent',
    declaredScaling: {
      type: 'none',
      factor: null,
      originalContextTokens: null,
      attentionFactor: null,
      factorTensors: [],
    },
    nativeEquivalent: 'none',
    slidingWindow: null,
    tokenizerModel: 'gpt2',
    tokenizerPre: null,
    addsBos: true,
  },
  extension: {
    resolvedSpec: 'linear:scale=2',
    geometry: rotary,
    inverseFrequencies: [0.5, 0.005],
    attentionFactor: 1,
    rotatedLayers: [0, 1],
    unrotatedLayers: [],
    slidingWindowLayers: [],
    rewrittenNodes: 4,
  },
  tokens: Int32Array.of(1, 7),
  nllNats: Float64Array.of(NaN, 2.5),
  observation,
}

describe('toMeasureJson', () => {
  it('has the documented shape, with null where a number is undefined', () => {
    expect(JSON.parse(JSON.stringify(toMeasureJson(measurement)))).toEqual({
      model: {
        path: 'a.gguf',
        name: 'a',
        architecture: 'llama',
        quantization: 'F16',
        trainedContextTokens: 256,
      },
      extension: { spec: 'linear:scale=2', inverseFrequencies: [0.5, 0.005], attentionFactor: 1 },
      tokens: [1, 7],
      nllNats: [null, 2.5],
      attention: {
        layers: 2,
        heads: 2,
        queries: 1,
        meanEntropyNats: [
          [1, 2],
          [3, 4],
        ],
        meanNormalizedEntropy: [
          [null, null],
          [null, null],
        ],
        lastQueryEntropyNats: [
          [5, 6],
          [7, 8],
        ],
        firstTokenMass: [
          [0.1, 0.2],
          [0.3, 0.4],
        ],
        distanceEdges: [0, 1, 2],
        distanceMass: [
          [
            [0.9, 0.1],
            [0.8, 0.2],
          ],
          [
            [0.7, 0.3],
            [0.6, 0.4],
          ],
        ],
      },
    })
  })
})

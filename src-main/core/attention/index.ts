export { computeEntropyOfMeanRowNats, computeMeanOfEntropiesNats, computeMeanRow } from './aggregation'
export {
  findCopiedTokens,
  rankAttendedKeys,
  type CopiedToken,
  type KeyWeight,
  type TopKeyRows,
} from './attendedKeys'
export { computeDensity, computeDistanceEdges, computeDistanceMass } from './distance'
export {
  computeJensenShannonDistance,
  computeJensenShannonNats,
  computeKullbackLeiblerNats,
  computeWassersteinBins,
} from './divergence'
export {
  computeEffectiveFraction,
  computeEffectiveKeys,
  computeEntropyNats,
  computeNormalizedEntropy,
  computeSinkFreeEntropyNats,
} from './entropy'
export {
  computeFirstTokenMass,
  computeLocalMass,
  computeSinkMass,
  computeSpanDensity,
  computeSpanMass,
  computeTopKeys,
  isSpanAmongTopKeys,
} from './masses'
export { averageHeads, averagePatterns, computeMeanHeadDivergenceNats, type HeadRows } from './headDivergence'
export { computeUniformKeyPositionMass } from './keyPosition'
export { computeRetrievalHeadScore, type DecodingStep } from './retrievalHead'
export { checkRow, renormalizeRow, ROW_SUM_TOLERANCE, type Row } from './row'
export { decodeHalves, poolHeads, type HeadTiles } from './tiles'
export {
  computeUniformDistanceMass,
  computeUniformMeanEntropyNats,
  computeVisibleKeys,
} from './uniformDistance'

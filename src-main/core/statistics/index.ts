export { computeAuroc, computeStratifiedAuroc, type StratifiedStatistic } from './auroc'
export { computeStatistic, type Evaluate, type ResamplingDesign } from './bootstrap'
export {
  computeEffectiveLength,
  computeLengthWeightedMean,
  rulerThreshold,
  type LengthScore,
} from './effectiveLength'
export { computeKendallDistance, type KendallDistance } from './kendall'
export { computeMcNemarTest, type McNemarResult } from './mcnemar'
export { computeMean, computePairedDifference } from './mean'
export { adjustByBenjaminiHochberg, adjustByHolm } from './multiplicity'
export type { PermutationSettings } from './permutation'
export { computeProportion } from './proportion'
export { computeMidRanks } from './ranks'
export {
  computePartialSpearman,
  computeSpearman,
  computeSpearmanPermutationTest,
  createSpearmanEvaluate,
} from './spearman'
export { computeStratifiedRho } from './stratifiedSpearman'
export { undefinedStatistic, type Interval, type Statistic, type TestResult } from './statistic'
export { computeTopKOverlap, type TopKOverlap } from './topK'

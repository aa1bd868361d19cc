export type { CheckpointComparison, EntropyChange } from './checkpointComparison'
export {
  computePatternFinding,
  type PatternComparison,
  type PatternFinding,
  type PatternSettings,
} from './pattern'
export {
  compareWithTableOne,
  toPaperMethod,
  type MethodDivergence,
  type MethodOrder,
  type PaperMethod,
  type PatternOrder,
} from './patternOrder'
export type { AnsweredTask, NamedPassLink, PassLink, PassPoint } from './passLink'
export type { PerplexityLink, PerplexityPoint } from './perplexityLink'
export type { CheckpointRow, PatternRow, RetrievalRow } from './rows'
export type { FindingSettings } from './settings'
export {
  computeTrainingLengthFinding,
  type CheckpointComparisons,
  type TrainingLengthFinding,
  type TrainingLengthSettings,
} from './trainingLength'
export {
  computeUncertaintyFinding,
  type UncertaintyFinding,
  type UncertaintyGroup,
  type UncertaintySettings,
} from './uncertainty'
export type { EntropyAuroc, SliceAuroc, UncertaintyStatistics } from './uncertaintyStatistics'

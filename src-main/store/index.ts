export { editAnnotations, type AnnotationOptions } from './annotate/editAnnotations'
export { readAnnotations } from './annotate/readAnnotations'
export { diffExperiments } from './diff/diffExperiments'
export { toleranceOfBackends } from './diff/tolerance'
export { warnOfModels } from './diff/warnOfModels'
export { importResults } from './imported/importResults'
export type { ExperimentJournal } from './journal/ExperimentJournal'
export { openJournal, type JournalOptions } from './journal/openJournal'
export {
  discardUnfinishedRun,
  listUnfinishedTargets,
  readUnfinishedRun,
  type UnfinishedRun,
} from './journal/unfinishedRun'
export { openExperiment } from './openExperiment'
export { findFinishedRun } from './finishedRun'
export { readSpecOf } from './merge/readSpecOf'
export { mergeExperiments, type Merge, type MergeOptions } from './merge/mergeExperiments'
export type { Journal, StoredExperiment } from './ports'
export {
  computeFingerprint,
  generateKeyPair,
  parsePrivateKey,
  parsePublicKey,
  type KeyPair,
} from './sign/keys'
export { readSignature, requireSignature, type SignedBy } from './sign/readSignature'
export { signExperiment, type Signing } from './sign/signExperiment'
export { readKeptTexts } from './readKeptTexts'
export { computeSpecSha256 } from './specSha256'
export { toTargetError } from './targetError'
export { verifyExperiment, type Verification, type VerificationCheck } from './verify/verifyExperiment'
export { createKeptJson, type KeptJson } from './keptJson'
export { createMeasuredSpeed, type MeasuredSpeed } from './measuredSpeed'
export { makeFolders } from './makeFolders'
export { writeFiles, type FileToWrite } from './writeFiles'

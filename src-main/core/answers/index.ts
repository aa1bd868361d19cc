export { classifyFailure, type JudgedAnswer } from './classifyFailure'
export { findDepthRow } from './depthRow'
export { countFailures, failureOf, nameFailures, type FailureCount } from './failureOf'

export { classifyFailure, type JudgedAnswer } from './classifyFailure'
export { countFailures, failureOf, nameFailures, type FailureCount } from './failureOf'

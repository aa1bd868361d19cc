export { classifyFailure, type JudgedAnswer } from './classifyFailure'
export { failureOf, nameFailures } from './failureOf'

/**
 * Prints the closing line of a test run, `N passed, N failed`, and exits as the run did.
 * Usage: count-tests.mjs RESULTS.json STATUS. A run that failed without a failing test (build, lint) counts as one failure.
 */
import { existsSync, readFileSync } from 'node:fs'

const [resultsPath, statusText] = process.argv.slice(2)
const status = Number(statusText)
const results = existsSync(resultsPath)
  ? JSON.parse(readFileSync(resultsPath, 'utf8'))
  : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
const failed = status !== 0 && results.numFailedTests === 0 ? 1 : results.numFailedTests
const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : ''
console.log(`${results.numPassedTests} passed, ${failed} failed${skipped}`)
process.exitCode = failed > 0 && status === 0 ? 1 : status

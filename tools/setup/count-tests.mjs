/**
 * Prints the closing line of a test run, `N passed, N failed`, and exits as the run did.
 * Usage: count-tests.mjs FOLDER STATUS. A run that failed without a failing test (build, lint) counts as one failure.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder, statusText] = process.argv.slice(2)
const status = Number(statusText)

/** Names of the tests that each runner left out: they say themselves what they need. */
const skippedNames = {
  'vitest.json': ({ testResults }) =>
    testResults.flatMap(({ assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'skipped' || status === 'pending')
        .map(({ fullName }) => fullName),
    ),
  'window.json': ({ suites }) => suites.flatMap(listSkipped),
}

function listSkipped({ suites = [], specs = [] }) {
  const own = specs.filter(({ tests }) => tests.every(({ status }) => status === 'skipped'))
  return [...own.map(({ title }) => title), ...suites.flatMap(listSkipped)]
}

/** Each runner's own summary as the same three counts. */
const runners = {
  'vitest.json': ({ numPassedTests, numFailedTests, numPendingTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests,
  }),
  'window.json': ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }),
}

const total = { passed: 0, failed: 0, skipped: 0 }
for (const [file, read] of Object.entries(runners)) {
  const path = join(folder, file)
  if (!existsSync(path)) continue
  const summary = JSON.parse(readFileSync(path, 'utf8'))
  const counts = read(summary)
  for (const name of skippedNames[file](summary)) console.log(`skipped: ${name}`)
  for (const name of Object.keys(total)) total[name] += counts[name]
}
const failed = status !== 0 && total.failed === 0 ? 1 : total.failed
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${failed} failed${skipped}`)
process.exitCode = failed > 0 && status === 0 ? 1 : status

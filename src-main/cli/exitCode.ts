/** What the shell learns of a command: 0 done, 1 a cell or a check failed, 2 bad input, 130 cancelled. */
import type { ErrorCode } from '../contract'

export type ExitCode = 0 | 1 | 2 | 130

/** Failures that no other input would have avoided end with 1, refusals of the input with 2. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  if (code === 'run.cancelled') return 130
  return FAILURES.has(code) ? 1 : 2
}

const FAILURES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'memory.exhausted',
  'memory.insufficient',
  'model.loadFailed',
  'extension.notApplied',
  'rotation.mismatch',
  'observation.layersMissing',
  'engine.unavailable',
  'engine.crashed',
  'engine.hung',
  'engine.failed',
  'disk.full',
  'browser.missing',
  'browser.failed',
  'statistic.undefined',
  'invariant.broken',
])

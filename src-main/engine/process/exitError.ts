/** Why an engine process ended, in words. */
import { RopewalkError } from '../../contract'

export interface ProcessExit {
  readonly exitCode: number | null
  readonly signal: string | null
}

/** `engine.crashed`; `log` holds the last lines the process wrote. */
export function toCrashError({ exitCode, signal }: ProcessExit, log: readonly string[]): RopewalkError {
  const how = signal ? `signal ${signal}` : `exit code ${exitCode ?? 'unknown'}`
  return new RopewalkError(
    'engine.crashed',
    `The engine process ended by itself: ${how}${explain(signal, log)}. ` +
      'Expected it to answer. Results so far are kept; start it again to go on.',
    { exitCode, signal, log: log.join('\n') },
  )
}

export function toHangError(hangTimeoutMs: number, log: readonly string[]): RopewalkError {
  return new RopewalkError(
    'engine.hung',
    `The engine process made no headway: ${hangTimeoutMs / 1000} s without a sign of life, so it was ended. ` +
      'Expected progress. Results so far are kept; start it again to go on.',
    { hangTimeoutMs, log: log.join('\n') },
  )
}

const outOfMemoryWords = /out of memory|failed to allocate|bad_alloc|cannot allocate memory/i

function explain(signal: string | null, log: readonly string[]): string {
  const said = log.findLast((line) => outOfMemoryWords.test(line))
  if (said) return `, out of memory ("${said.trim()}")`
  if (signal === 'SIGKILL') return ', which is how a system short of memory ends a process (out of memory)'
  const last = log.at(-1)
  return last ? `, its last words were "${last.trim()}"` : ''
}

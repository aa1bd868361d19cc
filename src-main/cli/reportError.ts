/** A failure as one line on stderr: what is wrong, where, what to do. */
import { toWireError } from '../contract'
import type { CliContext } from './context'
import { exitCodeOf, type ExitCode } from './exitCode'
import { safeText } from './terminal/safeText'

/** @param detail `full` adds code and facts, for a bug report */
export function reportError(thrown: unknown, context: CliContext, detail: 'line' | 'full'): ExitCode {
  const { code, message, details } = toWireError(thrown)
  context.writeError(`ropewalk: ${safeText(message.replace(/\s*\n\s*/g, ' '))}\n`)
  if (detail === 'full') context.writeError(`  code: ${code}\n${listFacts(details)}`)
  return exitCodeOf(code)
}

function listFacts(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .map(([name, value]) => `  ${name}: ${String(value)}\n`)
    .join('')
}

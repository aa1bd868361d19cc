/** Runs one command line to its exit code; nothing is thrown. */
import { CommanderError } from 'commander'
import type { CliContext } from './context'
import { createProgram } from './program/createProgram'
import type { ExitCode } from './exitCode'
import { reportError } from './reportError'

/** @param args without the program's own name */
export async function runCli(args: readonly string[], context: CliContext): Promise<ExitCode> {
  let exitCode: ExitCode = 0
  const program = createProgram(context, (code) => {
    exitCode = code
  })
  if (args.length === 0) {
    program.outputHelp()
    return 0
  }
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (thrown) {
    if (thrown instanceof CommanderError) return reportUsage(thrown, context)
    return reportError(thrown, context, args.includes('--verbose') ? 'full' : 'line')
  }
}

function reportUsage(error: CommanderError, context: CliContext): ExitCode {
  if (error.exitCode === 0) return 0
  const sentence = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ')
  const stop = /[.?)]$/.test(sentence) ? '' : '.'
  context.writeError(`ropewalk: ${sentence}${stop} See ropewalk --help.\n`)
  return 2
}

/** Entry of the `ropewalk` command: the process around `runCli`. */
import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { createChildProcessEngineHost } from '../engine'
import { runCli } from './runCli'
import { findUserData } from './userData'

const interrupt = new AbortController()
process.on('SIGINT', () => {
  // The second interrupt ends at once; the journal keeps what was finished.
  if (interrupt.signal.aborted) process.exit(130)
  interrupt.abort()
})
process.on('SIGTERM', () => interrupt.abort())
// Schedulers send it ahead of a limit; by default it would open Node's debugger.
process.on('SIGUSR1', () => {})
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` that has seen enough.
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await runCli(process.argv.slice(2), {
  writeOut: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  columns: process.stderr.columns ?? 100,
  now: Date.now,
  signal: interrupt.signal,
  resources: fileURLToPath(new URL('../../resources', import.meta.url)),
  userData: findUserData({ platform: process.platform, home: homedir(), variables: process.env }),
  createEngineHost: (backend) =>
    createChildProcessEngineHost({
      entry: fileURLToPath(new URL('engine.js', import.meta.url)),
      backend,
    }),
})

/** The engine in a Node child process, as the command line uses it. */
import { fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { BackendChoice } from '../../contract'
import type { EngineHost } from '../ports'
import { EngineSupervisor } from './EngineSupervisor'
import type { EngineProcess } from './EngineSupervisor'
import { isFromEngine } from './messages'

export interface ChildProcessEngineOptions {
  /** Path of the compiled `childEntry`. */
  readonly entry: string
  readonly backend: BackendChoice
  readonly hangTimeoutMs?: number
  /** Told the id of every process that is started. */
  readonly onStarted?: (processId: number) => void
}

export function createChildProcessEngineHost(options: ChildProcessEngineOptions): EngineHost {
  const { entry, backend, hangTimeoutMs, onStarted } = options
  return new EngineSupervisor({
    spawn: () => spawnChild(entry, onStarted),
    start: { backend },
    ...(hangTimeoutMs === undefined ? {} : { hangTimeoutMs }),
  })
}

function spawnChild(entry: string, onStarted?: (processId: number) => void): EngineProcess {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  })
  if (child.pid !== undefined) onStarted?.(child.pid)
  return {
    port: {
      // A message to a process that has just died is lost like the process; its exit is reported anyway.
      post: (message) => {
        if (child.connected) child.send(message, () => undefined)
      },
      onMessage: (listener) => {
        const check = (message: unknown) => {
          if (isFromEngine(message)) listener(message)
        }
        child.on('message', check)
        return () => child.off('message', check)
      },
    },
    onLine: (listener) => {
      for (const stream of [child.stdout, child.stderr])
        if (stream) createInterface({ input: stream }).on('line', listener)
    },
    onExit: (listener) => {
      child.once('error', () => listener({ exitCode: null, signal: null }))
      child.once('close', (exitCode, signal) => listener({ exitCode, signal }))
    },
    kill: () => child.kill('SIGKILL'),
  }
}

/** The engine in a utility process: a crash in native code ends that process and never the window. */
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { app, utilityProcess } from 'electron'
import { isFromEngine, type EngineProcess } from '../../engine'

/** @param entry path of the compiled `utilityEntry` */
export function spawnUtilityEngine(entry: string): EngineProcess {
  const child = utilityProcess.fork(entry, app.isPackaged ? ['--packaged'] : [], {
    serviceName: 'Ropewalk engine',
    stdio: ['ignore', 'pipe', 'pipe'],
    // llama.cpp's libraries are not signed by us.
    allowLoadingUnsignedLibraries: true,
  })
  let running = true
  child.once('exit', () => (running = false))
  return {
    port: {
      // A message to a process that has just died is lost like the process; its exit is reported anyway.
      post: (message) => {
        if (running) child.postMessage(message)
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
        if (stream instanceof Readable) createInterface({ input: stream }).on('line', listener)
    },
    onExit: (listener) => {
      child.once('exit', (status) => listener(toProcessExit(status)))
    },
    kill: () => {
      // The child's own `kill` asks politely, and a stuck process does not listen.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
    },
  }
}

const signalNames: Readonly<Record<number, string>> = {
  4: 'SIGILL',
  6: 'SIGABRT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
}

/** On POSIX systems Electron reports the end by a signal as its number, or 128 plus it. */
function toProcessExit(status: number): { exitCode: number | null; signal: string | null } {
  const signal = process.platform === 'win32' ? undefined : signalNames[status & 127]
  return signal === undefined ? { exitCode: status, signal: null } : { exitCode: null, signal }
}

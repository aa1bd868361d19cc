/** Entry of the engine as a Node child process. */
import { startEngine } from '../startEngine'
import { isToEngine } from './messages'
import type { EngineSidePort } from './messages'
import { runEngineProcess } from './runEngineProcess'

const port: EngineSidePort = {
  post: (message) => {
    if (process.connected) process.send?.(message)
  },
  onMessage: (listener) => {
    const check = (message: unknown) => {
      if (isToEngine(message)) listener(message)
    }
    process.on('message', check)
    return () => process.off('message', check)
  },
}

runEngineProcess({ port, startEngine, exit: endNow })

// A terminal interrupts parent and child alike, as a scheduler ends them; what becomes of the work is the parent's to say.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
// Schedulers signal every process of a job; by default this one would open Node's debugger.
process.on('SIGUSR1', () => {})

// Without its parent nobody reads the results; a worker thread in native code must not keep the process alive.
process.on('disconnect', endNow)

function endNow(): void {
  process.kill(process.pid, 'SIGKILL')
}

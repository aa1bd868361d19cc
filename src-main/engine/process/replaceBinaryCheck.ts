/**
 * node-llama-cpp tries a shipped binary in a forked Node process before it loads it. A packaged Electron program is no Node
 * (its RunAsNode fuse is off), and the engine's utility process is itself the process that a bad binary may end: main reports
 * its crash and the window offers another backend. There, the check is answered here, and any other fork still fails.
 * The messages are those of node-llama-cpp 3.22, `bindings/utils/testBindingBinary.ts`.
 */
import childProcess from 'node:child_process'
import { EventEmitter } from 'node:events'
import { syncBuiltinESMExports } from 'node:module'
import { basename } from 'node:path'

const checkFile = 'testBindingBinary.js'

/** Before node-llama-cpp starts. */
export function replaceBinaryCheck(): void {
  const { fork } = childProcess
  const replacement = (file: string, ...rest: never[]): unknown =>
    basename(file) === checkFile ? new TrustedBinary() : Reflect.apply(fork, childProcess, [file, ...rest])
  Object.assign(childProcess, { fork: replacement })
  syncBuiltinESMExports()
}

/** Says what the checking process would say of a binary that works. */
class TrustedBinary extends EventEmitter {
  exitCode: number | null = null
  readonly killed = false

  constructor() {
    super()
    setImmediate(() => this.emit('message', { type: 'ready' }))
  }

  send({ type }: { readonly type: 'start' | 'test' | 'exit' }): void {
    setImmediate(() => {
      if (type === 'start') this.emit('message', { type: 'loaded' })
      if (type === 'test') this.emit('message', { type: 'done' })
      if (type === 'exit') this.#end()
    })
  }

  kill(): void {
    this.#end()
  }

  #end(): void {
    if (this.exitCode !== null) return
    this.exitCode = 0
    this.emit('exit', 0)
  }
}

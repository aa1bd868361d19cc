/** The life of an engine process, whatever kind of process it is. */
import { toWireError } from '../../contract'
import type { Engine } from '../engine'
import type { EngineSidePort, EngineStartOptions } from './messages'
import { serve } from './serve'

export interface EngineProcessLife {
  readonly port: EngineSidePort
  readonly startEngine: (options: EngineStartOptions) => Promise<Engine>
  /** Ends this process. */
  readonly exit: () => void
}

/** Waits for `start`, serves until `stop`, and answers pings all along. */
export function runEngineProcess({ port, startEngine, exit }: EngineProcessLife): void {
  let engine: Engine | null = null
  let pings = 0

  async function start(options: EngineStartOptions): Promise<void> {
    try {
      engine = await startEngine(options)
      serve(engine.client, port)
      port.post({ kind: 'ready' })
    } catch (error) {
      port.post({ kind: 'failed', error: toWireError(error) })
    }
  }

  async function stop(): Promise<void> {
    await engine?.dispose()
    exit()
  }

  port.onMessage((message) => {
    if (message.kind === 'start') void start(message.options)
    if (message.kind === 'stop') void stop()
    if (message.kind === 'ping') {
      // While native code evaluates, only its own heartbeat counts as life; otherwise this loop answering is enough.
      if (!engine?.isEvaluating()) pings++
      port.post({ kind: 'pong', heartbeat: pings + (engine?.countHeartbeats() ?? 0) })
    }
  })
}

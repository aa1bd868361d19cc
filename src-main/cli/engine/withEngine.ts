/** Starts the engine process, lends it, and stops it again whatever happens. */
import { RopewalkError, type BackendChoice, type EngineClient } from '../../contract'
import type { EngineHost } from '../../engine'
import { untilCancelled } from '../../study'
import type { CliContext } from '../context'

/** @throws RopewalkError `run.cancelled` where the command was interrupted, whatever the engine made of it */
export async function withEngine<T>(
  context: CliContext,
  backend: BackendChoice,
  work: (client: EngineClient, host: EngineHost) => Promise<T>,
): Promise<T> {
  const { signal } = context
  const host = context.createEngineHost(backend)
  try {
    return await work(await untilCancelled(signal, host.start()), host)
  } catch (thrown) {
    if (signal.aborted) throw new RopewalkError('run.cancelled', 'Cancelled.')
    throw thrown
  } finally {
    await host.stop()
  }
}

/** Starts the engine process, lends it, and stops it again whatever happens. */
import type { BackendChoice, EngineClient } from '../../contract'
import type { EngineHost } from '../../engine'
import type { CliContext } from '../context'

export async function withEngine<T>(
  context: CliContext,
  backend: BackendChoice,
  work: (client: EngineClient, host: EngineHost) => Promise<T>,
): Promise<T> {
  const host = context.createEngineHost(backend)
  try {
    return await work(await host.start(), host)
  } finally {
    await host.stop()
  }
}

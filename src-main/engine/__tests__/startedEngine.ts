/** The real engine process of the build, for tests that need a model. */
import { join } from 'node:path'
import { createChildProcessEngineHost } from '..'
import type { EngineClient, LoadedModel } from '../../contract'
import type { EngineHost } from '..'

const root = join(import.meta.dirname, '..', '..', '..')
export const samplePath = join(root, 'resources', 'models', 'ropewalk-sample-base.gguf')
export const entryPath = join(root, 'dist', 'main', 'engine.js')

export interface StartedEngine {
  readonly host: EngineHost
  readonly client: EngineClient
  readonly processId: number
}

export async function startRealEngine(hangTimeoutMs = 120_000): Promise<StartedEngine> {
  const processIds: number[] = []
  const host = createChildProcessEngineHost({
    entry: entryPath,
    backend: 'cpu',
    hangTimeoutMs,
    onStarted: (processId) => processIds.push(processId),
  })
  const client = await host.start()
  return { host, client, processId: processIds[0] }
}

/** A request that takes minutes unless something ends it: every query of a very long text, on one thread. */
export async function openSlowSession(client: EngineClient, { modelId }: LoadedModel) {
  const { sessionId } = await client.openSession({
    modelId,
    contextTokens: slowTokens,
    extension: 'yarn:scale=auto',
    threads: 1,
  })
  const tokens = Int32Array.from({ length: slowTokens }, (_, index) => index % 256)
  return { sessionId, tokens, observation: { queries: { kind: 'all' } } } as const
}

const slowTokens = 65_536

/** Resolves at the first sign that the engine evaluates. */
export function awaitProgress(client: EngineClient): Promise<void> {
  return new Promise((resolve) => {
    const leave = client.on('evaluationProgress', () => {
      leave()
      resolve()
    })
  })
}

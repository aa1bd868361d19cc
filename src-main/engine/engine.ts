/** The engine on the native addon: every call of the contract in this process. */
import type { EngineClient, EngineDescription } from '../contract'
import type { NativeAddon } from '../native'
import { buildModelCalls } from './calls/modelCalls'
import { buildSessionCalls } from './calls/sessionCalls'
import type { EngineEventHub } from './EngineEventHub'
import { LoadedModels } from './model/LoadedModels'
import { OpenSessions } from './session/OpenSessions'
import { WorkQueue } from './work/WorkQueue'

export interface EngineParts {
  readonly addon: NativeAddon
  readonly description: EngineDescription
  readonly hub: EngineEventHub
  /** Memory a run may still take on the device that holds the model, in bytes. */
  readonly readFreeBytes: () => number
}

export interface Engine {
  readonly client: EngineClient
  /** Whether native code evaluates now. */
  isEvaluating(): boolean
  /** Grows while native code makes headway. */
  countHeartbeats(): number
  /** Ends work in progress and frees everything. */
  dispose(): Promise<void>
}

export function createEngine({ addon, description, hub, readFreeBytes }: EngineParts): Engine {
  const models = new LoadedModels(addon)
  const sessions = new OpenSessions(description.defaultThreads)
  const queue = new WorkQueue()
  return {
    client: {
      ...buildModelCalls({ backend: description.backend, models, sessions, hub, readFreeBytes }),
      ...buildSessionCalls({ models, sessions, queue, hub }),
      describe: () => Promise.resolve(description),
      on: (event, listener) => hub.on(event, listener),
    },
    isEvaluating: () => queue.isBusy,
    countHeartbeats: () => sessions.countHeartbeats(),
    dispose: async () => {
      await sessions.closeAll()
      await models.unloadAll()
    },
  }
}

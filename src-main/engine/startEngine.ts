/** Starts the engine in this process: llama.cpp for a backend, the addon attached to it. */
import { cpus } from 'node:os'
import { loadAddon, toRopewalkError } from '../native'
import type { AttachedLibrary, NativeAddon } from '../native'
import type { BackendName } from '../contract'
import { checkRelease } from './backend/checkRelease'
import { findComputingBackend, isGraphicsDevice, withoutDevice } from './backend/computingBackend'
import { listBackends } from './backend/listBackends'
import { listFeatures } from './backend/listFeatures'
import { startLlama } from './backend/startLlama'
import { createEngine } from './engine'
import type { Engine } from './engine'
import { EngineEventHub } from './EngineEventHub'
import { readHostMemory, readUsableCores } from './host/hostResources'
import type { EngineStartOptions } from './process/messages'

/** @throws RopewalkError `engine.unavailable`, `backend.unavailable`. */
export async function startEngine({ backend: choice }: EngineStartOptions): Promise<Engine> {
  const addon = loadAddon()
  const { llama, backend: loaded, release } = await startLlama(choice)
  checkRelease(release, addon.compiledForRelease)
  const hub = new EngineEventHub()
  const library = attach(addon, hub)
  const backend = findComputingBackend(choice, loaded, library.devices)
  const [processor] = cpus()
  const engine = createEngine({
    addon,
    hub,
    readFreeBytes: () => countFreeBytes(backend, library),
    description: {
      llamaRelease: release,
      addonRelease: addon.compiledForRelease,
      backend,
      devices: library.devices.map(({ name, description }) => `${name}: ${description}`),
      backends: withoutDevice(await listBackends(), loaded, backend),
      kernelInstructions: library.kernelInstructions,
      features: listFeatures(llama.systemInfo),
      cpuModel: processor?.model.trim() ?? 'unknown',
      defaultThreads: readUsableCores(llama.cpuMathCores),
    },
  })
  return {
    ...engine,
    dispose: async () => {
      await engine.dispose()
      await llama.dispose()
    },
  }
}

function attach(addon: NativeAddon, hub: EngineEventHub): AttachedLibrary {
  try {
    return addon.attach((log) => {
      // llama.cpp says hundreds of informative lines per context; only what went wrong is worth a message.
      if (log.level !== 'info') hub.emit('nativeLog', log)
    })
  } catch (error) {
    throw toRopewalkError(error)
  }
}

/** On a GPU what its devices have free, else what the machine has. */
function countFreeBytes(backend: BackendName, { devices }: AttachedLibrary): number {
  const graphics = devices.filter(isGraphicsDevice)
  if (backend === 'cpu' || graphics.length === 0) return readHostMemory().freeBytes
  return graphics.reduce((total, { freeBytes }) => total + freeBytes, 0)
}

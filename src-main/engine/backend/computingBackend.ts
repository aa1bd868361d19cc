/** Which backend computes: the one whose devices are there, not the one whose build was loaded. */
import type { BackendChoice, BackendName, BackendState } from '../../contract'
import type { NativeDevice } from '../../native'
import { backendUnavailable } from './backendUnavailable'

/**
 * A build for Vulkan or CUDA that finds no device of its own computes on the processor, bit for bit as the build without it.
 * That happens wherever a driver is installed and no graphics device is: virtual machines, containers, Mesa's software driver.
 *
 * @param loaded backend of the build that was loaded
 * @throws RopewalkError `backend.unavailable` for a backend asked for by name that has no device
 */
export function findComputingBackend(
  choice: BackendChoice,
  loaded: BackendName,
  devices: readonly Pick<NativeDevice, 'kind'>[],
): BackendName {
  if (loaded === 'cpu' || devices.some(isGraphicsDevice)) return loaded
  if (choice !== 'auto') throw backendUnavailable(choice, noDevice)
  return 'cpu'
}

export function isGraphicsDevice({ kind }: Pick<NativeDevice, 'kind'>): boolean {
  return kind === 'gpu' || kind === 'integrated-gpu'
}

/** `states` as they are known after a build was loaded: a driver alone does not make a backend usable. */
export function withoutDevice(
  states: readonly BackendState[],
  loaded: BackendName,
  computing: BackendName,
): BackendState[] {
  return states.map((state) =>
    state.name === loaded && loaded !== computing ? { ...state, usable: false, reason: noDevice } : state,
  )
}

const noDevice = 'its driver was found, but no device of its own'

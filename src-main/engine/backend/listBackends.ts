/** Which backends this machine could run, and why the others not. */
import { getLlamaGpuTypes } from 'node-llama-cpp'
import type { BackendName, BackendState } from '../../contract'
import { toBackendName } from './toBackendName'

/** Looks for drivers and shipped builds only; no device is opened. */
export async function listBackends(): Promise<BackendState[]> {
  const [valid, supported] = await Promise.all([getLlamaGpuTypes('allValid'), getLlamaGpuTypes('supported')])
  return judgeBackends(valid.map(toBackendName), supported.map(toBackendName))
}

/**
 * @param valid backends that exist for this system
 * @param supported those with a driver and a shipped build
 */
export function judgeBackends(
  valid: readonly BackendName[],
  supported: readonly BackendName[],
): BackendState[] {
  return backendNames.map((name) => {
    const usable = supported.includes(name)
    return { name, usable, reason: usable ? null : explain(name, valid.includes(name)) }
  })
}

const backendNames: readonly BackendName[] = ['cuda', 'metal', 'vulkan', 'cpu']

const drivers: Readonly<Record<BackendName, string>> = {
  cuda: 'an NVIDIA driver with CUDA',
  metal: 'a Metal device',
  vulkan: 'a Vulkan driver',
  cpu: 'a shipped build for this processor',
}

function explain(name: BackendName, isValid: boolean): string {
  return isValid ? `${drivers[name]} was not found` : `not offered on ${process.platform} ${process.arch}`
}

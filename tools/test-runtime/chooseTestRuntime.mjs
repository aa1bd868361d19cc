/** The runtime of the tests: Electron's own where it can be had, else the one that is good for tests alone. */
import { canUseCypressRuntime, prepareCypressRuntime } from './cypressRuntime.mjs'
import {
  canReachDownload,
  downloadElectronRuntime,
  findElectronRuntime,
  unreachable,
} from './electronRuntime.mjs'

/** Path of the executable. @throws with a sentence where there is none for this system */
export async function chooseTestRuntime() {
  const installed = findElectronRuntime()
  if (installed !== null) return installed
  if (await canReachDownload()) return downloadElectronRuntime()
  if (!canUseCypressRuntime()) throw new Error(unreachable)
  const executable = await prepareCypressRuntime()
  console.error(`Electron's own download cannot be reached: tests use ${executable}.`)
  return executable
}

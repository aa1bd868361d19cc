/** How far two measurements of one cell may lie apart and still be the same result. */
import type { DiffTolerance, Manifest } from '../../contract'

type Engine = Manifest['engine']

/** Room for another order of summation on other threads; measured values of one build agree bit for bit. */
export const SAME_MACHINE: DiffTolerance = { absolute: 1e-9, relative: 1e-6 }

/**
 * Another processor or thread count sums in another order: 6e-4 was seen between one thread and two. Graphics backends
 * also round matrix products differently, and take the larger room.
 */
const OTHER_PROCESSOR: DiffTolerance = { absolute: 3e-3, relative: 3e-3 }
const OTHER_BACKEND: DiffTolerance = { absolute: 1e-2, relative: 1e-2 }

interface Computing {
  readonly backend: string
  readonly devices: readonly string[]
}

/** For a result that one engine measured and another measures again. */
export function toleranceOfBackends(a: Computing, b: Computing): DiffTolerance {
  return computesOnProcessor(a) && computesOnProcessor(b) ? OTHER_PROCESSOR : OTHER_BACKEND
}

/** Older files name the backend of a build that found no device of its own; its devices then are the processor alone. */
function computesOnProcessor({ backend, devices }: Computing): boolean {
  return backend === 'cpu' || (devices.length > 0 && devices.every((device) => device.startsWith('CPU')))
}

/** For results of two files: the machines they were made on decide. */
export function toleranceBetween(a: Engine, b: Engine): DiffTolerance {
  const isSame =
    a.llamaRelease === b.llamaRelease &&
    a.backend === b.backend &&
    a.kernelInstructions === b.kernelInstructions &&
    a.cpuModel === b.cpuModel &&
    a.threads === b.threads &&
    a.devices.join() === b.devices.join()
  return isSame ? SAME_MACHINE : toleranceOfBackends(a, b)
}

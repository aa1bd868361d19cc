/** Gives up waiting the moment a run is cancelled, whatever the engine does. */
import { RopewalkError } from '../contract'
import type { CancelSignal } from '../contract'

/** @throws RopewalkError `run.cancelled` as soon as the signal is aborted; else what the work gives */
export async function untilCancelled<T>(signal: CancelSignal | undefined, work: Promise<T>): Promise<T> {
  if (signal === undefined) return work
  let cancel = (): void => {}
  const cancelled = new Promise<never>((_, reject) => {
    cancel = () => reject(toCancelled())
  })
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await Promise.race([cancelled, work])
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

/** @throws RopewalkError `run.cancelled` */
export function throwIfCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted) throw toCancelled()
}

function toCancelled(): RopewalkError {
  return new RopewalkError('run.cancelled', 'The run was cancelled. Resume it to go on with what is left.')
}

import { RopewalkError } from '../../contract'
import type { BackendChoice } from '../../contract'

export function backendUnavailable(choice: BackendChoice, cause: string): RopewalkError {
  return new RopewalkError(
    'backend.unavailable',
    `Backend not usable: ${choice} (${cause}). Expected a backend this machine can run. ` +
      'Choose auto or cpu, or install its driver.',
    { backend: choice, cause },
  )
}

/** The addon reads llama.cpp's own structures, so both must come from the same release. */
import { RopewalkError } from '../../contract'

/** @throws RopewalkError `engine.unavailable` naming both releases. */
export function checkRelease(loadedRelease: string, compiledForRelease: string): void {
  if (loadedRelease === compiledForRelease) return
  throw new RopewalkError(
    'engine.unavailable',
    `The observer addon does not fit llama.cpp: compiled for ${compiledForRelease}, loaded is ${loadedRelease}. ` +
      'Expected the same release. Run `npm run build:native`.',
    { loadedRelease, compiledForRelease },
  )
}

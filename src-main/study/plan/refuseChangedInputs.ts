/** Results of two sittings belong together only when they are of the same models. */
import { RopewalkError, type Manifest } from '../../contract'
import type { PreparedStudy } from './prepareStudy'

/** @throws RopewalkError `model.changed` where a model is not the file that was measured */
export function refuseChangedModels({ models }: Manifest, study: PreparedStudy): void {
  study.models.forEach(({ entry, sha256 }, index) => {
    const recorded = models[index]?.sha256
    if (recorded === sha256) return
    throw new RopewalkError(
      'model.changed',
      `Model is not the one that was measured: ${entry.path}. Expected SHA-256 ${recorded ?? 'none recorded'}, found ${sha256}. ` +
        'Put the measured file back to measure its cells again.',
    )
  })
}

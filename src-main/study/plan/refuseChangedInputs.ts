/** Results of two sittings belong together only when they are of the same models and texts. */
import { RopewalkError, type Manifest } from '../../contract'
import type { PreparedStudy } from './prepareStudy'

/** @throws RopewalkError `model.changed`, `text.changed` where a file is not the one that was measured */
export function refuseChangedInputs({ models, corpora }: Manifest, study: PreparedStudy): void {
  study.models.forEach(({ entry, sha256 }, index) => {
    const recorded = models[index]?.sha256
    if (recorded === sha256) return
    throw new RopewalkError(
      'model.changed',
      `Model is not the one that was measured: ${entry.path}. Expected SHA-256 ${recorded ?? 'none recorded'}, found ${sha256}. ` +
        'Put the measured file back to measure its cells again.',
    )
  })
  for (const { path, sha256 } of study.corpora) {
    const recorded = corpora.find((corpus) => corpus.path === path)?.sha256
    if (recorded === sha256) continue
    throw new RopewalkError(
      'text.changed',
      `Text is not the one that was read: ${path}. Expected SHA-256 ${recorded ?? 'none recorded'}, found ${sha256}. ` +
        'Put the text back as it was to measure its cells again.',
      { path },
    )
  }
}

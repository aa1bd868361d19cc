/** Reports of open experiments as data. A file never changes, so its document is made once. */
import { composeDocument, readContents, type ReportDocument } from '../../../report'
import type { StoredExperiment } from '../../../store'

export class Documents {
  readonly #made = new WeakMap<StoredExperiment, Promise<ReportDocument>>()

  /** @param source with `manifest.parts`, which a run in work does not have yet, it is a file */
  compose(source: StoredExperiment): Promise<ReportDocument> {
    const isFile = Object.keys(source.manifest.parts).length > 0
    const made = this.#made.get(source) ?? makeDocument(source)
    if (isFile) this.#made.set(source, made)
    return made
  }
}

async function makeDocument(source: StoredExperiment): Promise<ReportDocument> {
  return composeDocument(await readContents(source))
}

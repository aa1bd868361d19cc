import { basename } from 'node:path'
import { toWireError, type ModelEntryState } from '../../../contract'
import { lintModel } from '../../../core/rope'
import { readModel } from '../../../engine'
import type { ListedModel } from './modelList'

/** A listed model as the window shows it; a file that cannot be read stays on the list and says why. */
export function describeEntry({ path, bundled, trainedContextTokens }: ListedModel): ModelEntryState {
  try {
    const description = readModel(path, trainedContextTokens === null ? {} : { trainedContextTokens })
    const label = description.name ?? basename(path, '.gguf')
    return { path, label, bundled, description, error: null, lints: lintModel(description) }
  } catch (thrown) {
    return { path, label: basename(path), bundled, description: null, error: toWireError(thrown), lints: [] }
  }
}

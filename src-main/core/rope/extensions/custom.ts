import { parseCustomFile } from '../spec/factorFiles'
import type { ExtensionEntry } from './extensionEntry'

/** Any curve: d/2 frequencies given in a file, with an optional attention factor. */
export const custom: ExtensionEntry<'custom'> = {
  kind: 'custom',
  title: 'Custom',
  formula: 'θ′ⱼ as given, a as given or 1',
  source: 'a file of the experiment',
  page: 'docs/formulas/custom.md',
  parameters: [
    {
      key: 'file',
      type: 'file',
      fallback: undefined,
      meaning: 'JSON file with inverseFrequencies, d/2 of them',
    },
  ],
  read: (values) => ({ kind: 'custom', file: values.file('file') }),
  compute: (extension, input) => parseCustomFile(input.fileText, extension.file, input.rotaryDimensions / 2),
}

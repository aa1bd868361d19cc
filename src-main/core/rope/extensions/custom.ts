import { nameSource, parseCustomFile } from '../spec/factorFiles'
import { curveParameter, type ExtensionEntry } from './extensionEntry'

/** Any curve: d/2 frequencies given in a file, with an optional attention factor. */
export const custom: ExtensionEntry<'custom'> = {
  kind: 'custom',
  title: 'Custom',
  formula: 'θ′ⱼ as given, a as given or 1',
  source: 'a file or a curve of the experiment',
  page: 'docs/formulas/custom.md',
  parameters: [
    {
      key: 'file',
      type: 'file',
      fallback: null,
      meaning: 'JSON file with inverseFrequencies, d/2 of them',
    },
    curveParameter,
  ],
  oneOf: ['file', 'curve'],
  read: (values) => ({ kind: 'custom', file: values.text('file'), curve: values.text('curve') }),
  compute: ({ file, curve }, input) =>
    parseCustomFile(input.fileText, nameSource(file, curve), input.rotaryDimensions / 2),
}

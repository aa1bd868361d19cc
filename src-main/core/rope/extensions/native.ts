import type { ExtensionEntry } from './extensionEntry'

/** What the file asks for: base, scaling keys and factor tensors as llama.cpp reads them. */
export const native: ExtensionEntry<'native'> = {
  kind: 'native',
  title: 'Native',
  formula: 'the file’s own rotation, left untouched',
  source: 'GGUF metadata rope.*',
  page: null,
  parameters: [],
  read: () => ({ kind: 'native' }),
  compute: () => null,
}

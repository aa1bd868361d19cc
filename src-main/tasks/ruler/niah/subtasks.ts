/** The eight needle subtasks as data (NVIDIA/RULER `scripts/synthetic.yaml`). */
import type { RulerSubtask } from '../../../contract'
import type { ValueType } from '../drawValue'

export interface NiahSettings {
  /** `filler`: the grass lines of the passkey test; `needles`: lines like the needle with other keys. */
  readonly haystack: 'filler' | 'essays' | 'needles'
  readonly keyType: ValueType
  readonly valueType: ValueType
  /** Keys in the haystack, values of each, keys asked for. */
  readonly keys: number
  readonly values: number
  readonly queries: number
}

export type NiahSubtask = Extract<RulerSubtask, `niah_${string}`>

const one = { keys: 1, values: 1, queries: 1 }
const wordToNumber = { keyType: 'words', valueType: 'numbers' } as const
const wordToUuid = { keyType: 'words', valueType: 'uuids' } as const
const uuidToUuid = { keyType: 'uuids', valueType: 'uuids' } as const

export const niahSubtasks: Readonly<Record<NiahSubtask, NiahSettings>> = {
  niah_single_1: { haystack: 'filler', ...wordToNumber, ...one },
  niah_single_2: { haystack: 'essays', ...wordToNumber, ...one },
  niah_single_3: { haystack: 'essays', ...wordToUuid, ...one },
  niah_multikey_1: { haystack: 'essays', ...wordToNumber, ...one, keys: 4 },
  niah_multikey_2: { haystack: 'needles', ...wordToNumber, ...one },
  niah_multikey_3: { haystack: 'needles', ...uuidToUuid, ...one },
  niah_multivalue: { haystack: 'essays', ...wordToNumber, ...one, values: 4 },
  niah_multiquery: { haystack: 'essays', ...wordToNumber, ...one, keys: 4, queries: 4 },
}

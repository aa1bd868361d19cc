/** The table of subtasks. */
import { assertNever } from '../../contract'
import type { RulerSubtask } from '../../contract'
import { createCommonWordsSample } from './commonWords'
import { createFrequentWordsSample } from './frequentWords'
import { createNiahSample } from './niah/niahSample'
import type { Sample } from './piece'
import type { SampleInput } from './sampleInput'
import { createVariableTrackingSample } from './variableTracking'

export function createSample(subtask: RulerSubtask, input: SampleInput): Sample {
  switch (subtask) {
    case 'niah_single_1':
    case 'niah_single_2':
    case 'niah_single_3':
    case 'niah_multikey_1':
    case 'niah_multikey_2':
    case 'niah_multikey_3':
    case 'niah_multivalue':
    case 'niah_multiquery':
      return createNiahSample(subtask, input)
    case 'vt':
      return createVariableTrackingSample(input)
    case 'cwe':
      return createCommonWordsSample(input)
    case 'fwe':
      return createFrequentWordsSample(input)
    default:
      return assertNever(subtask)
  }
}

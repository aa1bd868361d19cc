/** The verdict on a finding in words. */
import type { FindingBlock } from '../document/model'

export const VERDICTS: Readonly<Record<FindingBlock['verdict'], string>> = {
  supported: 'supported',
  'not-supported': 'not supported',
  'cannot-tell': 'cannot tell',
}

/** The verdict on a finding in words. */
import type { Verdict } from '../../contract'

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  supported: 'supported',
  'not-supported': 'not supported',
  confounded: 'confounded',
  'cannot-tell': 'cannot tell',
}

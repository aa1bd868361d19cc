/** What an experiment says about a finding; docs/findings.md has the rule. */

export const verdicts = ['supported', 'not-supported', 'confounded', 'cannot-tell'] as const

export type Verdict = (typeof verdicts)[number]

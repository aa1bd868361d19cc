/** The outcome of one check, told in a sentence. */

export interface VerificationCheck {
  /** Stable, for programs: `hashes`, `cells.unique`, ... */
  readonly name: string
  readonly ok: boolean
  readonly sentence: string
}

/** How many findings a sentence quotes; the rest are counted. */
const QUOTED_PROBLEMS = 3

/**
 * @param passed the sentence when nothing was found
 * @param problems what was found, each without a full stop
 */
export function toCheck(name: string, passed: string, problems: readonly string[]): VerificationCheck {
  if (problems.length === 0) return { name, ok: true, sentence: passed }
  const quoted = problems.slice(0, QUOTED_PROBLEMS).join('; ')
  const more = problems.length > QUOTED_PROBLEMS ? `; and ${problems.length - QUOTED_PROBLEMS} more` : ''
  return { name, ok: false, sentence: `${quoted}${more}.` }
}

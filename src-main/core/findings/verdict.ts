/** From a statistic with its interval to one of four answers. Effects below a stated margin count as none. */
import type { Verdict } from '../../contract'
import type { Statistic } from '../statistics'
import { formatDecimal } from './wording'

export interface Judgement {
  readonly verdict: Verdict
  /** What stands against the claim or leaves it open, in words; null when supported. */
  readonly why: string | null
}

/** A claim that a statistic lies on one side of the value it has without any effect. */
export interface Claim {
  /** Short name of the statistic, e.g. `AUROC`. */
  readonly name: string
  readonly statistic: Statistic
  readonly noEffect: number
  readonly direction: 'above' | 'below'
  /** Smallest effect that counts, >= 0, in the statistic's unit. */
  readonly margin: number
  /** With a leading space, e.g. ` nats`; empty for a pure number. */
  readonly unit: string
}

/**
 * Supported: the interval lies beyond no effect and reaches effects that count. Not supported: it rules out every
 * effect that counts. Else, and without an interval: cannot tell.
 */
export function judgeClaim(claim: Claim): Judgement {
  const missing = reasonWithoutInterval(claim.statistic)
  const { interval } = claim.statistic
  if (missing !== null || interval === null) return { verdict: 'cannot-tell', why: missing }
  const sign = claim.direction === 'above' ? 1 : -1
  const weakest = sign * ((sign > 0 ? interval.low : interval.high) - claim.noEffect)
  const strongest = sign * ((sign > 0 ? interval.high : interval.low) - claim.noEffect)
  const smallest = formatDecimal(claim.noEffect + sign * claim.margin, 3) + claim.unit
  const orBeyond = sign > 0 ? 'or more' : 'or less'
  if (strongest < claim.margin)
    return {
      verdict: 'not-supported',
      why: `the interval rules out ${claim.name} of ${smallest} ${orBeyond}`,
    }
  if (weakest > 0) return { verdict: 'supported', why: null }
  const none = formatDecimal(claim.noEffect, 3)
  return {
    verdict: 'cannot-tell',
    why: `the interval of ${claim.name} holds both ${none} (no effect) and ${smallest}`,
  }
}

/**
 * A link over all groups may be a difference between the groups alone, or stand against what is inside them (Simpson's
 * paradox): it counts as far as it is there among members of one group. Judged by the interval inside:
 *
 * - inside it is supported: as over all;
 * - inside every effect that counts is ruled out, so that the link is absent or reversed there: confounded;
 * - inside cannot be told, also where no group has members to compare: cannot tell.
 *
 * A link that is not supported over all stays as it is. With one group both statistics are the same one and so is the
 * verdict; groups that are copies of one another leave it as it was too.
 *
 * @param overall of the claim over all groups
 * @param inside the same claim of a statistic that compares members of one group only
 * @param among what is compared inside, e.g. `the prompts of one model and extension`
 */
export function judgeInsideGroups(overall: Judgement, inside: Judgement, among: string): Judgement {
  if (overall.verdict !== 'supported' || inside.verdict === 'supported') return overall
  const why = inside.why === null ? null : `among ${among} ${inside.why}`
  return { verdict: inside.verdict === 'not-supported' ? 'confounded' : inside.verdict, why }
}

/** Judges that a difference is too small to count: its whole interval lies within -margin .. margin. */
export function judgeNoChange(name: string, statistic: Statistic, margin: number, unit: string): Judgement {
  const missing = reasonWithoutInterval(statistic)
  const { interval } = statistic
  if (missing !== null || interval === null) return { verdict: 'cannot-tell', why: missing }
  const bound = formatDecimal(margin, 3) + unit
  if (interval.low > -margin && interval.high < margin) return { verdict: 'supported', why: null }
  if (interval.low > margin || interval.high < -margin)
    return { verdict: 'not-supported', why: `${name} is more than ${bound}` }
  return { verdict: 'cannot-tell', why: `the interval of ${name} is not within ${bound} of 0` }
}

/** A finding is supported when all of its claims are, not when one of them is not, and confounded when else one of them is. */
export function combineJudgements(judgements: readonly Judgement[]): Judgement {
  const against = judgements.filter(({ verdict }) => verdict === 'not-supported')
  const confounded = judgements.filter(({ verdict }) => verdict === 'confounded')
  const open = judgements.filter(({ verdict }) => verdict === 'cannot-tell')
  const decisive = [against, confounded, open].find((some) => some.length > 0)
  if (decisive === undefined) return { verdict: 'supported', why: null }
  const reasons = new Set(decisive.flatMap(({ why }) => (why === null ? [] : [why])))
  return { verdict: decisive[0].verdict, why: [...reasons].join(', and ') }
}

/** The end of every sentence: what the experiment says about a finding. */
export function concludeSentence(
  evidence: string,
  judgement: Judgement,
  finding: number,
  claim: string,
): string {
  const about = `finding ${finding} (${claim})`
  const reason = judgement.why === null ? '' : `, because ${judgement.why}`
  switch (judgement.verdict) {
    case 'supported':
      return `${evidence}: this experiment supports ${about}.`
    case 'not-supported':
      return `${evidence}: this experiment does not support ${about}${reason}.`
    case 'confounded':
      return `${evidence}: in this experiment the link of ${about} is confounded${reason}.`
    case 'cannot-tell':
      return `${evidence}: this experiment cannot tell whether ${about} holds${reason}.`
  }
}

function reasonWithoutInterval(statistic: Statistic): string | null {
  return statistic.reason ?? statistic.intervalReason
}

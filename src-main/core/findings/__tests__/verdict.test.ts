import { describe, expect, it } from 'vitest'
import type { Statistic } from '../../statistics'
import { combineJudgements, concludeSentence, judgeClaim, judgeInsideGroups, judgeNoChange } from '../verdict'
import { statisticOf } from './statisticOf'

const undefinedStatistic: Statistic = {
  value: null,
  reason: 'only one outcome occurs',
  n: 4,
  interval: null,
  intervalReason: 'only one outcome occurs',
}
const aurocOf = (low: number, high: number) =>
  judgeClaim({
    name: 'an AUROC',
    statistic: statisticOf((low + high) / 2, low, high),
    noEffect: 0.5,
    direction: 'above',
    margin: 0.05,
    unit: '',
  })
const dropOf = (low: number, high: number) =>
  judgeClaim({
    name: 'a difference',
    statistic: statisticOf((low + high) / 2, low, high),
    noEffect: 0,
    direction: 'below',
    margin: 0.1,
    unit: ' nats',
  })

describe('judgeClaim', () => {
  it('supports a claim whose interval lies beyond no effect, on the claimed side only', () => {
    expect(aurocOf(0.51, 0.8)).toEqual({ verdict: 'supported', why: null })
    expect(dropOf(-0.5, -0.01)).toEqual({ verdict: 'supported', why: null })
    expect(aurocOf(0.2, 0.49).verdict).toBe('not-supported')
    expect(dropOf(0.01, 0.5).verdict).toBe('not-supported')
  })

  it('does not support a claim when effects that count are ruled out, even beyond no effect', () => {
    expect(aurocOf(0.45, 0.54)).toEqual({
      verdict: 'not-supported',
      why: 'the interval rules out an AUROC of 0.55 or more',
    })
    expect(aurocOf(0.51, 0.54).verdict).toBe('not-supported')
    expect(dropOf(-0.09, 0.2).why).toBe('the interval rules out a difference of -0.1 nats or less')
  })

  it('cannot tell when the interval holds both, or is missing', () => {
    expect(aurocOf(0.4, 0.9)).toEqual({
      verdict: 'cannot-tell',
      why: 'the interval of an AUROC holds both 0.5 (no effect) and 0.55',
    })
    const claim = { name: 'an AUROC', noEffect: 0.5, direction: 'above', margin: 0.05, unit: '' } as const
    expect(judgeClaim({ ...claim, statistic: undefinedStatistic })).toEqual({
      verdict: 'cannot-tell',
      why: 'only one outcome occurs',
    })
    const tooFew = { ...undefinedStatistic, value: 0.9, reason: null, intervalReason: '3 prompts' }
    expect(judgeClaim({ ...claim, statistic: tooFew })).toEqual({ verdict: 'cannot-tell', why: '3 prompts' })
  })
})

describe('judgeInsideGroups', () => {
  const inside = (low: number, high: number) =>
    judgeInsideGroups(aurocOf(0.7, 0.8), aurocOf(low, high), 'the prompts of a group')

  it('supports a link that is there inside groups, and calls one that is absent or reversed there confounded', () => {
    expect(inside(0.51, 0.8)).toEqual({ verdict: 'supported', why: null })
    expect(inside(0.3, 0.46)).toEqual({
      verdict: 'confounded',
      why: 'among the prompts of a group the interval rules out an AUROC of 0.55 or more',
    })
    expect(inside(0.47, 0.54).verdict).toBe('confounded')
  })

  it('goes by intervals: a value below chance is not told from an effect that counts', () => {
    expect(inside(0.3, 0.56)).toEqual({
      verdict: 'cannot-tell',
      why: 'among the prompts of a group the interval of an AUROC holds both 0.5 (no effect) and 0.55',
    })
  })

  it('leaves a link that is not there over all as it is', () => {
    for (const overall of [aurocOf(0.3, 0.5), aurocOf(0.4, 0.9)])
      expect(judgeInsideGroups(overall, aurocOf(0.2, 0.3), 'x')).toEqual(overall)
  })
})

describe('judgeNoChange', () => {
  const changeOf = (low: number, high: number) =>
    judgeNoChange('the change', statisticOf((low + high) / 2, low, high), 0.1, ' nats')

  it('needs the whole interval within the margin, and the whole interval outside to say no', () => {
    expect(changeOf(-0.09, 0.05)).toEqual({ verdict: 'supported', why: null })
    expect(changeOf(0.02, 0.08).verdict).toBe('supported')
    expect(changeOf(0.11, 0.3)).toEqual({ verdict: 'not-supported', why: 'the change is more than 0.1 nats' })
    expect(changeOf(-0.3, -0.11).verdict).toBe('not-supported')
    expect(changeOf(0.05, 0.2)).toEqual({
      verdict: 'cannot-tell',
      why: 'the interval of the change is not within 0.1 nats of 0',
    })
    expect(judgeNoChange('the change', undefinedStatistic, 0.1, ' nats').verdict).toBe('cannot-tell')
  })
})

describe('combineJudgements', () => {
  const yes = { verdict: 'supported', why: null } as const
  const no = { verdict: 'not-supported', why: 'a' } as const
  const open = { verdict: 'cannot-tell', why: 'b' } as const
  const confounded = { verdict: 'confounded', why: 'd' } as const

  it('takes all claims to support, one to contradict, and says each reason once', () => {
    expect(combineJudgements([yes, yes])).toEqual(yes)
    expect(combineJudgements([yes, open, no])).toEqual(no)
    expect(combineJudgements([yes, open, confounded])).toEqual(confounded)
    expect(combineJudgements([confounded, no])).toEqual(no)
    expect(combineJudgements([open, yes, { ...open, why: 'c' }, open])).toEqual({
      verdict: 'cannot-tell',
      why: 'b, and c',
    })
  })

  it('ends the sentence accordingly', () => {
    expect(concludeSentence('E', yes, 2, 'c')).toBe('E: this experiment supports finding 2 (c).')
    expect(concludeSentence('E', no, 2, 'c')).toBe(
      'E: this experiment does not support finding 2 (c), because a.',
    )
    expect(concludeSentence('E', confounded, 2, 'c')).toBe(
      'E: in this experiment the link of finding 2 (c) is confounded, because d.',
    )
    expect(concludeSentence('E', open, 2, 'c')).toBe(
      'E: this experiment cannot tell whether finding 2 (c) holds, because b.',
    )
  })
})

import { describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { computeAnswerSources } from '../answerSources'

const sources = async () => computeAnswerSources(await readContents(createFixture()), 1)

describe('computeAnswerSources', () => {
  it('tells failed from passed answers, by the tokens copied from the needle and from elsewhere', async () => {
    const ofPlain = (await sources()).filter(
      ({ variant, contextTokens }) => variant.label === 'base · none' && contextTokens === null,
    )
    expect(ofPlain.map(({ passed }) => passed)).toEqual([false, true])
    const [failed, passed] = ofPlain
    expect(failed.answers + passed.answers).toBe(4 * 5 * 4)
    expect(failed).toMatchObject({ tokens: 5 * failed.answers, fromNeedle: 0, fromElsewhere: failed.answers })
    expect(passed).toMatchObject({ tokens: 5 * passed.answers, fromNeedle: passed.answers, fromElsewhere: 0 })
    expect(failed.needleMass).toBeCloseTo(0.01, 12)
  })

  it('names words outside the needle, without the sink', async () => {
    for (const { words } of await sources()) {
      expect(words).toHaveLength(1)
      expect(words[0].word).toBe('whale')
      expect(words[0].weight).toBeCloseTo(0.01, 12)
    }
  })

  it('adds up: the lengths of a variant have its answers', async () => {
    const all = (await sources()).filter(({ variant }) => variant.label === 'ntk short')
    const count = (chosen: typeof all) => chosen.reduce((total, { answers }) => total + answers, 0)
    expect(count(all.filter(({ contextTokens }) => contextTokens !== null))).toBe(80)
    expect(count(all.filter(({ contextTokens }) => contextTokens === null))).toBe(80)
  })
})

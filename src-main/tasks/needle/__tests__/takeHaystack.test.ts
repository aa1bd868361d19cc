import { describe, expect, it } from 'vitest'
import { createWordTokenizer } from '../../__tests__/wordTokenizer'
import { createPieceEncoder } from '../../prompt'
import { takeHaystack, type HaystackSource } from '../takeHaystack'

const tokenizer = createWordTokenizer()
const take = async (fields: Partial<HaystackSource>) => {
  const { tokens, use } = await takeHaystack({
    encoder: createPieceEncoder(tokenizer),
    sentences: ['One two.', ' Three four.', '\n\nFive.'],
    firstSentence: 0,
    lead: '',
    tokens: 6,
    repeats: 'refused',
    ...fields,
  })
  return { text: await tokenizer.decode(Int32Array.from(tokens)), use }
}

describe('takeHaystack', () => {
  it('takes whole sentences and cuts the last one at a token', async () => {
    expect(await take({ tokens: 5 })).toEqual({
      text: 'One two. Three four',
      use: { tokens: 5, firstUnit: 0, units: 2, cutTokens: 1, passes: 1 },
    })
  })

  it('goes round the end of the text on a new line, each sentence once', async () => {
    expect(await take({ firstSentence: 1, lead: ' ', tokens: 10 })).toEqual({
      text: ' Three four.\n\nFive.\nOne two',
      use: { tokens: 10, firstUnit: 1, units: 3, cutTokens: 1, passes: 1 },
    })
  })

  it('begins the text again only where it may, and counts how often', async () => {
    await expect(take({ tokens: 11 })).rejects.toMatchObject({
      code: 'task.invalid',
      message:
        'Haystack too short: 10 tokens. Expected 11 or more for this context. ' +
        'Name more texts, choose a shorter context, or set `repeatHaystack`.',
    })
    const { text, use } = await take({ tokens: 25, repeats: 'allowed' })
    expect(text.match(/One two/g)).toHaveLength(3)
    expect(use.passes).toBe(3)
  })

  it('can be empty', async () => {
    expect(await take({ tokens: 0 })).toEqual({
      text: '',
      use: { tokens: 0, firstUnit: 0, units: 0, cutTokens: 0, passes: 1 },
    })
  })
})

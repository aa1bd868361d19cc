/** The prompts that the sample models learned from, token by token; written by their Python builder (`__fixtures__`). */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { passkeyFiller, splitSentences } from '../../prompt'
import { buildPasskeyPrompt } from '../buildPasskeyPrompt'
import { readSampleTokenizer } from './sampleTokenizer'

const caseSchema = z.object({
  filler: z.enum(['grass', 'book']),
  first: z.number(),
  key: z.number(),
  depthPercent: z.number(),
  tokens: z.number(),
  prompt: z.array(z.number()),
  answer: z.array(z.number()),
})
const readText = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const cases = z.array(caseSchema).parse(JSON.parse(readText('__fixtures__/trained-prompts.json')))
const book = splitSentences(readText('../../../../resources/corpora/moby-dick-heldout.txt'))

describe('buildPasskeyPrompt', () => {
  it.each(cases)('is the trained prompt: $filler, $tokens tokens, depth $depthPercent', async (trained) => {
    const work = await buildPasskeyPrompt({
      key: String(trained.key),
      sentences: trained.filler === 'grass' ? passkeyFiller : book,
      first: trained.first,
      depthPercent: trained.depthPercent,
      depths: [trained.depthPercent],
      contextTokens: trained.tokens,
      maxNewTokens: 6,
      scoring: 'first-number',
      tokenizer: readSampleTokenizer(),
    })
    expect([...work.prompt]).toEqual(trained.prompt)
    expect([...work.expectedTokens]).toEqual(trained.answer)
    // enc(NEEDLE) has 25 tokens.
    expect(work.needle.end - work.needle.first).toBe(25)
  })
})

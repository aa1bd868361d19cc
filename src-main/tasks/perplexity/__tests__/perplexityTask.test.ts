import { describe, expect, it } from 'vitest'
import { perplexityTaskSchema } from '../../../contract'
import type { PerplexityTaskSpec } from '../../../contract'
import type { Tokenizer } from '../../../engine/ports'
import type { ScoringWork } from '../../ports'
import { createPerplexityTask } from '../perplexityTask'

const bos = 9999
/** Token i of the text is i + 1, so that a window's tokens tell where they come from. */
const tokenizer = (textTokens: number, addsBos: boolean): Tokenizer => ({
  bosToken: bos,
  addsBos,
  endOfGenerationTokens: [],
  encode: async () => Int32Array.from({ length: textTokens }, (_, i) => i + 1),
  decode: async () => '',
})

async function build(fields: object, contextTokens: number, window = 0, textTokens = 40, addsBos = true) {
  const spec: PerplexityTaskSpec = perplexityTaskSchema.parse({
    kind: 'perplexity',
    text: 'a.txt',
    ...fields,
  })
  const task = createPerplexityTask(spec)
  const prepared = task.prepare({
    seed: 1,
    taskIndex: 0,
    contextTokens,
    tokenizer: tokenizer(textTokens, addsBos),
    contents: new Map([['a.txt', 'text']]),
  })
  const work = await prepared.build({ kind: 'window', window })
  if (work.kind !== 'score') throw new Error('not scoring')
  return work
}

const tokensOf = (work: ScoringWork): number[][] => work.windows.map(({ tokens }) => [...tokens])
/** The text positions that are scored, as numbers of their tokens. */
const scoredOf = (work: ScoringWork): number[] =>
  work.windows.flatMap(({ tokens, score }) => [...tokens.slice(score.first, score.end)])
const upTo = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)

describe('full-window', () => {
  it('is BOS and the end of its document, all of it scored', async () => {
    const work = await build({ windows: 4 }, 5, 1)
    expect(tokensOf(work)).toEqual([[bos, 17, 18, 19, 20]])
    expect(work.windows[0].score).toEqual({ first: 1, end: 5 })
  })

  it('without BOS has one more token of text, and the first has no NLL', async () => {
    const work = await build({ windows: 4 }, 5, 1, 40, false)
    expect(tokensOf(work)).toEqual([[16, 17, 18, 19, 20]])
    expect(work.windows[0].score).toEqual({ first: 1, end: 5 })
  })

  it('takes disjoint windows, also where they fill the text', async () => {
    const windows = await Promise.all(upTo(0, 3).map((window) => build({ windows: 4 }, 11, window)))
    expect(windows.flatMap(scoredOf)).toEqual(upTo(1, 40))
  })

  it('ends with the same tokens under every context length', async () => {
    const last = async (contextTokens: number): Promise<number[]> =>
      scoredOf(await build({ windows: 2 }, contextTokens, 1)).slice(-4)
    expect(await last(5)).toEqual(await last(20))
  })

  it('says how many tokens the text needs', async () => {
    await expect(build({ windows: 4 }, 12)).rejects.toThrow(
      'Text too short: a.txt has 40 tokens. Expected 44 or more for 4 x 12 tokens. ' +
        'Choose a longer text, fewer windows or a shorter context.',
    )
  })
})

describe('sliding-window', () => {
  const sliding = { protocol: 'sliding-window', strideTokens: 3, windows: 2 }

  it('starts every stride with BOS and scores what lies beyond the window before', async () => {
    const work = await build(sliding, 9, 1)
    expect(tokensOf(work)).toEqual([
      [bos, ...upTo(21, 28)],
      [bos, ...upTo(24, 31)],
      [bos, ...upTo(27, 34)],
      [bos, ...upTo(30, 37)],
      [bos, ...upTo(33, 40)],
    ])
    expect(work.windows.map(({ score }) => score.end - score.first)).toEqual([8, 3, 3, 3, 3])
  })

  it('scores every token of a document once, its rest too', async () => {
    for (const contextTokens of [6, 8, 12, 21])
      expect(scoredOf(await build(sliding, contextTokens))).toEqual(upTo(1, 20))
  })

  it('refuses a stride that would leave tokens out', async () => {
    await expect(build({ ...sliding, strideTokens: 9 }, 9)).rejects.toMatchObject({ code: 'task.invalid' })
  })
})

describe('half-window', () => {
  const half = { protocol: 'half-window', windows: 3 }

  it('cuts chunks of BOS and text, replaces the first token and scores the second half', async () => {
    const work = await build(half, 8, 1)
    // The stream is BOS, 1, 2, ...; its second chunk is 8 .. 15.
    expect(tokensOf(work)).toEqual([[bos, 9, 10, 11, 12, 13, 14, 15]])
    expect(scoredOf(work)).toEqual([13, 14, 15])
    expect(tokensOf(await build(half, 8, 0))).toEqual([[bos, 1, 2, 3, 4, 5, 6, 7]])
  })

  it('keeps the first token where the model adds no BOS', async () => {
    expect(tokensOf(await build(half, 8, 1, 40, false))).toEqual([upTo(9, 16)])
  })

  it('scores w/2 - 1 tokens, each with at least w/2 before it', async () => {
    const { score } = (await build({ ...half, windows: 1 }, 16)).windows[0]
    expect(score).toEqual({ first: 9, end: 16 })
  })

  it('needs two chunks even for one', async () => {
    await expect(build({ ...half, windows: 1 }, 21)).rejects.toMatchObject({
      code: 'text.tooShort',
      details: { neededTokens: 41 },
    })
    await expect(build({ ...half, windows: 1 }, 20)).resolves.toBeDefined()
  })
})

describe('createPerplexityTask', () => {
  it('lists its windows in order and the text it reads', () => {
    const spec = perplexityTaskSchema.parse({ kind: 'perplexity', text: 'a.txt', windows: 3 })
    const task = createPerplexityTask(spec)
    expect(task.items).toEqual([0, 1, 2].map((window) => ({ kind: 'window', window })))
    expect(task.texts).toEqual(['a.txt'])
  })
})

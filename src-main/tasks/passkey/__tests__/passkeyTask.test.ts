import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passkeyTaskSchema } from '../../../contract'
import type { PasskeyTaskSpec } from '../../../contract'
import { createWordTokenizer } from '../../__tests__/wordTokenizer'
import type { AnswerWork, TaskInput } from '../../ports'
import { createPasskeyTask } from '../passkeyTask'

const spec = (fields: object = {}): PasskeyTaskSpec =>
  passkeyTaskSchema.parse({ kind: 'passkey', depths: [0, 50, 100], repeats: 3, ...fields })

const input = (fields: Partial<TaskInput> = {}): TaskInput => ({
  seed: 1,
  taskIndex: 0,
  contextTokens: 256,
  tokenizer: createWordTokenizer(),
  contents: new Map(),
  ...fields,
})

async function build(
  task: PasskeyTaskSpec,
  to: TaskInput,
  depthPercent = 50,
  repeat = 0,
): Promise<AnswerWork> {
  const work = await createPasskeyTask(task).prepare(to).build({ kind: 'prompt', depthPercent, repeat })
  if (work.kind !== 'answer') throw new Error('not an answer')
  return work
}

const keyOf = async (...args: Parameters<typeof build>): Promise<string> => (await build(...args)).expected

describe('createPasskeyTask', () => {
  it('goes from deep to shallow, repeat by repeat only where repeats are filled from a text', () => {
    const order = (fields: object): number[][] =>
      createPasskeyTask(spec({ depths: [50, 0, 100], repeats: 2, ...fields })).items.map((item) =>
        item.kind === 'prompt' ? [item.depthPercent, item.repeat] : [],
      )
    const together = [100, 50, 0].flatMap((depth) => [0, 1].map((repeat) => [depth, repeat]))
    const apart = [0, 1].flatMap((repeat) => [100, 50, 0].map((depth) => [depth, repeat]))
    expect(order({})).toEqual(together)
    expect(order({ text: 'book.txt' })).toEqual(apart)
  })

  it('writes the five parts, needle at its span, answer as it continues the prompt', async () => {
    const to = input({ contextTokens: 180 })
    const work = await build(spec(), to, 0)
    const needle = `The pass key is ${work.expected}. Remember it. ${work.expected} is the pass key.`
    const text = await to.tokenizer.decode(work.prompt)
    expect(text.startsWith('There is an important info hidden inside a lot of irrelevant text.')).toBe(true)
    expect(text).toContain(`information there.\n\n${needle}\n`)
    expect(text.endsWith('\nWhat is the pass key? The pass key is')).toBe(true)
    expect(await to.tokenizer.decode(work.prompt.slice(work.needle.first, work.needle.end))).toBe(needle)
    expect(await to.tokenizer.decode(work.expectedTokens)).toBe(` ${work.expected}`)
    expect(work.stopTokens).toEqual([1])
  })

  it('fills the context to the last token, answer included, and places the needle exactly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 110, max: 700 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.nat(50),
        fc.boolean(),
        async (contextTokens, depthPercent, repeat, addsBos) => {
          const to = input({ contextTokens, tokenizer: createWordTokenizer({ addsBos }) })
          const work = await build(spec(), to, depthPercent, repeat)
          expect(work.prompt.length + work.maxNewTokens).toBe(contextTokens)
          expect(work.prompt.filter((token) => token === 0).length).toBe(addsBos ? 1 : 0)
          const needle = await to.tokenizer.decode(work.prompt.slice(work.needle.first, work.needle.end))
          expect(needle).toBe(
            `The pass key is ${work.expected}. Remember it. ${work.expected} is the pass key.`,
          )
        },
      ),
      { numRuns: 40 },
    )
  })

  it('gives a repeat the same key at every length and depth, however many repeats there are', async () => {
    const key = await keyOf(spec(), input(), 50, 2)
    expect(await keyOf(spec(), input({ contextTokens: 512 }), 0, 2)).toBe(key)
    expect(await keyOf(spec({ repeats: 40 }), input(), 100, 2)).toBe(key)
    expect(await keyOf(spec({ depths: [7] }), input(), 7, 2)).toBe(key)
  })

  it('gives other repeats, tasks and seeds other keys', async () => {
    const keys = await Promise.all([
      keyOf(spec(), input(), 50, 0),
      keyOf(spec(), input(), 50, 1),
      keyOf(spec(), input({ taskIndex: 1 }), 50, 0),
      keyOf(spec(), input({ seed: 2 }), 50, 0),
    ])
    expect(new Set(keys).size).toBe(4)
  })

  it('gives every key exactly the digits asked for', async () => {
    for (const digits of [1, 2, 5, 12]) {
      const task = spec({ digits, maxNewTokens: 20 })
      for (let repeat = 0; repeat < 20; repeat++)
        expect(await keyOf(task, input(), 50, repeat)).toMatch(new RegExp(`^[1-9][0-9]{${digits - 1}}$`))
    }
  })

  it('names every position up to which prompts of other needles agree with one', async () => {
    const depths = [0, 10, 35, 70, 100]
    const to = input({ contextTokens: 400 })
    const works = await Promise.all(depths.map((depth, i) => build(spec({ depths }), to, depth, i % 2)))
    for (const [i, deep] of works.entries()) {
      expect(deep.reusePoints).toEqual(works.slice(0, i + 1).map(({ needle }) => needle.first - 1))
      for (const shallow of works.slice(0, i)) {
        const parting = shallow.needle.first - 1
        expect(deep.prompt.slice(0, parting)).toEqual(shallow.prompt.slice(0, parting))
        expect(deep.prompt[parting]).not.toBe(shallow.prompt[parting])
      }
    }
  })

  it('fills all repeats alike, from the first sentence on', async () => {
    const to = input({ contextTokens: 400 })
    const [one, other] = await Promise.all([0, 1].map((repeat) => build(spec(), to, 80, repeat)))
    const before = one.prompt.slice(0, one.needle.first)
    expect(other.prompt.slice(0, other.needle.first)).toEqual(before)
    expect(await to.tokenizer.decode(before)).toContain('information there.\nThe grass is green. The sky')
  })

  it('begins a text at another sentence in each repeat', async () => {
    const book = Array.from({ length: 200 }, (_, i) => `Line ${'x'.repeat(i + 1)} ends.`).join(' ')
    const to = input({ contents: new Map([['book.txt', book]]) })
    const task = spec({ text: 'book.txt' })
    const [one, other] = await Promise.all([0, 1].map((repeat) => build(task, to, 80, repeat)))
    expect(one.prompt.slice(0, 60)).not.toEqual(other.prompt.slice(0, 60))
  })

  it('fills with the sentences of a text', async () => {
    const contents = new Map([['book.txt', 'Call me Ishmael. Some years ago. In 1851 it was.']])
    const to = input({ contents })
    const text = await to.tokenizer.decode((await build(spec({ text: 'book.txt' }), to)).prompt)
    expect(text).toContain('Call me Ishmael. Some years ago. Call me')
    expect(text).not.toContain('1851')
    expect(text).not.toContain('grass')
  })

  it('judges by the first number of the answer', async () => {
    const work = await build(spec(), input())
    const noTokens = new Int32Array()
    expect(work.judge(` ${work.expected}.`, noTokens)).toMatchObject({ passed: true, score: 1 })
    expect(work.judge(` ${work.expected}0`, noTokens)).toMatchObject({ passed: false, score: 0 })
  })

  it('judges token by token where asked to, over as many tokens as the key has', async () => {
    const work = await build(spec({ scoring: 'token-exact' }), input())
    expect(work.maxNewTokens).toBe(6)
    expect(work.prompt.length).toBe(246)
    const { expectedTokens } = work
    expect(work.judge('', expectedTokens)).toEqual({ passed: true, passRule: 'token-exact', score: 1 })
    expect(work.judge('', expectedTokens.with(5, 9)).score).toBeCloseTo(5 / 6, 12)
    expect(work.judge('', expectedTokens.slice(1)).passed).toBe(false)
    expect(work.judge(` ${work.expected}`, Int32Array.of(...expectedTokens, 9)).passed).toBe(false)
  })

  it('draws keys of a range, of any number of digits', async () => {
    const task = spec({ keyRange: { first: 8, last: 12 } })
    const keys = await Promise.all(
      Array.from({ length: 40 }, (_, repeat) => keyOf(task, input(), 50, repeat)),
    )
    expect([...new Set(keys.map(Number))].toSorted((a, b) => a - b)).toEqual([8, 9, 10, 11, 12])
  })

  it('refuses a range of keys that ends before it begins', () => {
    expect(() => createPasskeyTask(spec({ keyRange: { first: 9, last: 3 } }))).toThrow(
      'Range of keys that ends before it begins: 9 to 3. Expected `first` <= `last`. Swap the two.',
    )
  })

  it('says how long a context has to be', async () => {
    await expect(build(spec(), input({ contextTokens: 64 }))).rejects.toMatchObject({
      code: 'context.invalid',
      message: expect.stringMatching(
        /^Context too short for a passkey prompt: 64 tokens\. Expected \d+ or more \(\d+ for the fixed parts, 10 for the answer\)\. Choose a longer context\.$/,
      ),
    })
  })

  it('refuses a key that does not fit into the answer', async () => {
    await expect(build(spec({ digits: 12 }), input())).rejects.toThrow(
      "Too few new tokens for the answer: 10. Expected 13 or more with this model's tokenizer. " +
        'Raise `maxNewTokens` or choose a shorter answer.',
    )
  })

  it('refuses a text in which every sentence has a digit', () => {
    const to = input({ contents: new Map([['n.txt', '1. 2. 3.']]) })
    expect(() => createPasskeyTask(spec({ text: 'n.txt' })).prepare(to)).toThrow(
      'No sentence without digits: n.txt. Expected at least one, since digits could be mistaken for the key. ' +
        'Choose another filler text, or leave `text` out for the fixed sentences.',
    )
  })
})

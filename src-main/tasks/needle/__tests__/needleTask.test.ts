import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { needleTaskSchema } from '../../../contract'
import type { NeedleTaskSpec } from '../../../contract'
import { bosToken, createWordTokenizer, withSpacePrefix } from '../../__tests__/wordTokenizer'
import type { AnswerWork, TaskInput } from '../../ports'
import { createNeedleTask } from '../needleTask'

const sentence = (i: number) => `Sentence ${['alpha', 'beta', 'gamma', 'delta'][i % 4]} of the long book.`
const book = Array.from({ length: 200 }, (_, i) => sentence(i)).join(' ')
const sandwich =
  'The best thing to do in San Francisco is eat a sandwich and sit in Dolores Park on a sunny day.'

const spec = (fields: object = {}): NeedleTaskSpec =>
  needleTaskSchema.parse({ kind: 'needle', texts: ['book.txt'], ...fields })

const input = (fields: Partial<TaskInput> = {}): TaskInput => ({
  seed: 1,
  taskIndex: 0,
  contextTokens: 512,
  tokenizer: createWordTokenizer(),
  contents: new Map([['book.txt', book]]),
  ...fields,
})

async function build(
  task: NeedleTaskSpec,
  to: TaskInput,
  depthPercent = 50,
  repeat = 0,
): Promise<AnswerWork> {
  const work = await createNeedleTask(task).prepare(to).build({ kind: 'prompt', depthPercent, repeat })
  if (work.kind !== 'answer') throw new Error('not an answer')
  return work
}

const decodeNeedle = (to: TaskInput, { prompt, needle }: AnswerWork) =>
  to.tokenizer.decode(prompt.slice(needle.first, needle.end))

describe('createNeedleTask', () => {
  it('asks at the ten depths of Fu et al. unless told otherwise', () => {
    const depths = createNeedleTask(spec()).items.map((item) => item.kind === 'prompt' && item.depthPercent)
    expect(depths).toEqual([100, 89, 78, 67, 56, 44, 33, 22, 11, 0])
  })

  it('writes the prompt of Fu et al. around haystack and needle', async () => {
    const to = input()
    const work = await build(spec(), to)
    const text = await to.tokenizer.decode(work.prompt)
    expect(text.startsWith('<|im_start|> This is a very long story book: <book> Sentence alpha of')).toBe(
      true,
    )
    expect(text).toContain(`long book.\n${sandwich}\n Sentence`)
    expect(
      text.endsWith(
        ' </book>.\n Based on the content of the book, Question: What is the best thing to do in San Francisco?\nAnswer:',
      ),
    ).toBe(true)
    expect(work.maxNewTokens).toBe(50)
    expect(await to.tokenizer.decode(work.expectedTokens)).toBe(
      ' eat a sandwich and sit in Dolores Park on a sunny day.',
    )
  })

  it("has 300 new tokens and the same needle in Kamradt's protocol", async () => {
    const to = input()
    const work = await build(spec({ protocol: 'kamradt' }), to)
    expect(work.maxNewTokens).toBe(300)
    expect(work.prompt.length).toBe(212)
    expect(await decodeNeedle(to, work)).toBe(sandwich)
  })

  it('names every position up to which prompts of shallower needles agree with one', async () => {
    const depths = [0, 20, 55, 80]
    const to = input()
    const works = await Promise.all(depths.map((depth) => build(spec({ depths }), to, depth)))
    for (const [i, deep] of works.entries()) {
      expect(deep.reusePoints).toEqual(works.slice(0, i + 1).map(({ needle }) => needle.first - 1))
      for (const { needle, prompt } of works.slice(0, i))
        expect(deep.prompt.slice(0, needle.first - 1)).toEqual(prompt.slice(0, needle.first - 1))
    }
  })

  it('fills the context to the last token, one BOS, the needle at its span behind a full stop', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 160, max: 900 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.nat(9),
        fc.constantFrom('fu', 'passkey'),
        fc.boolean(),
        async (contextTokens, depth, repeat, protocol, addsBos) => {
          const tokenizer = createWordTokenizer({ addsBos })
          const to = input({ contextTokens, tokenizer })
          const work = await build(spec({ protocol }), to, depth, repeat)
          expect(work.prompt.length + work.maxNewTokens).toBe(contextTokens)
          expect(work.prompt.filter((token) => token === bosToken).length).toBe(addsBos ? 1 : 0)
          expect(work.prompt[0] === bosToken).toBe(addsBos)
          const needle = await decodeNeedle(to, work)
          expect(needle).toContain(protocol === 'fu' ? sandwich : `The pass key is ${work.expected}.`)
          expect(work.placedDepthPercent).toBeLessThanOrEqual(depth)
          const before = await tokenizer.decode(work.prompt.slice(0, work.needle.first))
          if (work.placedDepthPercent > 0 && depth < 100) expect(before.endsWith('book.\n')).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('places first at depth 0 and last at depth 100', async () => {
    expect((await build(spec(), input(), 0)).placedDepthPercent).toBe(0)
    expect((await build(spec(), input(), 100)).placedDepthPercent).toBe(100)
  })

  it('places the needle in the same words where the tokenizer puts a space before every text', async () => {
    const plain = input()
    const spaced = input({ tokenizer: withSpacePrefix(createWordTokenizer()) })
    expect([...(await build(spec(), spaced)).prompt]).toEqual([...(await build(spec(), plain)).prompt])
  })

  it('shares the tokens before the shallower needle', async () => {
    const deep = await build(spec(), input(), 100)
    const shallow = await build(spec(), input(), 50)
    const shared = shallow.needle.first - 1
    expect(shared).toBeGreaterThan(150)
    expect(shallow.prompt.slice(0, shared)).toEqual(deep.prompt.slice(0, shared))
  })

  it('gives a repeat one key and one beginning at all lengths and depths; others have others', async () => {
    const task = spec({ protocol: 'passkey', repeats: 5 })
    const drawn = async (to: TaskInput, depth: number, repeat: number) => {
      const { expected, haystack } = await build(task, to, depth, repeat)
      return [expected, haystack?.firstUnit]
    }
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 200, max: 900 }),
        fc.integer({ min: 0, max: 100 }),
        fc.nat(4),
        async (contextTokens, depth, repeat) => {
          expect(await drawn(input({ contextTokens }), depth, repeat)).toEqual(
            await drawn(input(), 50, repeat),
          )
        },
      ),
      { numRuns: 25 },
    )
    const all = await Promise.all([0, 1, 2, 3, 4].map((repeat) => drawn(input(), 50, repeat)))
    expect(new Set(all.map(([key]) => key)).size).toBe(5)
    expect(all[0][1]).toBe(0)
    expect(new Set(all.map(([, first]) => first)).size).toBe(5)
    expect(await drawn(input({ seed: 2 }), 50, 0)).not.toEqual(all[0])
  })

  it('records what was taken of the haystack', async () => {
    const short = input({ contents: new Map([['book.txt', `${sentence(0)} ${sentence(1)}`]]) })
    await expect(build(spec(), short)).rejects.toMatchObject({ code: 'task.invalid' })
    const { haystack, prompt } = await build(spec({ repeatHaystack: true }), short)
    expect(haystack?.passes).toBeGreaterThan(10)
    expect(haystack?.tokens).toBeLessThan(prompt.length)
    expect((await build(spec(), input())).haystack?.passes).toBe(1)
  })

  it('takes words of its own, with a key', async () => {
    const to = input()
    const own = {
      needle: 'The number of the house is {key}.',
      question: 'Which house?',
      answer: '{key}',
      template: '{question}\n{context}\n{question} It is number',
      digits: 3,
      maxNewTokens: 8,
    }
    const work = await build(spec(own), to)
    expect(work.expected).toMatch(/^[1-9][0-9]{2}$/)
    expect(await decodeNeedle(to, work)).toBe(`The number of the house is ${work.expected}.`)
    const text = await to.tokenizer.decode(work.prompt)
    expect(text.startsWith('Which house?\nSentence alpha')).toBe(true)
    expect(text.endsWith('\nWhich house? It is number')).toBe(true)
    const none = new Int32Array()
    expect(work.judge(` number ${work.expected}`, none).passed).toBe(true)
    for (const text of [' 1', ` 9${work.expected}`, ` ${work.expected}0`, ` ${work.expected.slice(0, -1)}`])
      expect(work.judge(text, none).passed).toBe(false)
    const first = await build(spec({ ...own, pass: { rule: 'first-number' } }), to)
    expect(first.judge(` 1 ${first.expected}`, none)).toMatchObject({
      passed: false,
      passRule: 'first-number',
    })
  })

  it('refuses words that do not go together', () => {
    expect(() => createNeedleTask(spec({ needle: 'x' }))).toThrow(
      'Needle, question and answer do not go together: no question, no answer. Expected all three or none. ' +
        'Add what is missing, or leave all three to the protocol.',
    )
    expect(() => createNeedleTask(spec({ pass: { rule: 'first-number' } }))).toThrow(
      /^Pass rule `first-number` with an answer that is no number: eat a sandwich/,
    )
  })

  it('refuses a haystack that holds the answer without the needle', async () => {
    const told = `${book} Some sit in Dolores\nPark. Others eat a SANDWICH.`
    await expect(build(spec(), input({ contents: new Map([['book.txt', told]]) }))).rejects.toThrow(
      'Answer that stands in the haystack without the needle: eat a sandwich and sit in Dolores Park on a sunny day. ' +
        'Expected a haystack without it. Choose other texts or another needle.',
    )
    const half = `${book} Others eat a sandwich.`
    await expect(build(spec(), input({ contents: new Map([['book.txt', half]]) }))).resolves.toBeDefined()
    const key = (await build(spec({ protocol: 'passkey' }), input())).expected
    const withKey = (text: string) => input({ contents: new Map([['book.txt', `${book} ${text}`]]) })
    await expect(build(spec({ protocol: 'passkey' }), withKey(`No. ${key}.`))).rejects.toMatchObject({
      code: 'task.invalid',
    })
    await expect(build(spec({ protocol: 'passkey' }), withKey(`No. 9${key}.`))).resolves.toBeDefined()
  })

  it('says how long a context has to be, and when the answer has no room', async () => {
    await expect(build(spec(), input({ contextTokens: 64 }))).rejects.toMatchObject({
      code: 'task.invalid',
      message: expect.stringMatching(
        /^Needle longer than the context: 64 tokens\. Expected \d+ or more \(\d+ for needle and question, 50 for the answer\)\./,
      ),
    })
    await expect(build(spec({ maxNewTokens: 5 }), input())).rejects.toThrow(
      "Too few new tokens for the answer: 5. Expected 13 or more with this model's tokenizer. " +
        'Raise `maxNewTokens` or choose a shorter answer.',
    )
  })

  it('refuses texts without words', () => {
    const to = input({ contents: new Map([['book.txt', ' \n']]) })
    expect(() => createNeedleTask(spec()).prepare(to)).toThrow(
      'Haystack without words: book.txt. Expected text. Name other files.',
    )
  })
})

describe('needleTaskSchema', () => {
  it.each([
    { template: 'no place for it' },
    { template: '{context} Answer: ' },
    { texts: [] },
    { wording: 'x' },
    { depths: [101] },
  ])('refuses %j', (fields) => {
    expect(needleTaskSchema.safeParse({ kind: 'needle', texts: ['book.txt'], ...fields }).success).toBe(false)
  })
})

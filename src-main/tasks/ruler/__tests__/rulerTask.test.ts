import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rulerSubtasks, rulerTaskSchema } from '../../../contract'
import type { RulerSubtask, RulerTaskSpec } from '../../../contract'
import { bosToken, createWordTokenizer } from '../../__tests__/wordTokenizer'
import type { AnswerWork, TaskInput } from '../../ports'
import { createRulerTask } from '../rulerTask'

const essays = Array.from({ length: 300 }, (_, i) => `Essay line ${'abcdefghij'[i % 10]} of many.`).join('\n')

const spec = (fields: object = {}): RulerTaskSpec =>
  rulerTaskSchema.parse({ kind: 'ruler', texts: ['essays.txt'], ...fields })

const input = (fields: Partial<TaskInput> = {}): TaskInput => ({
  seed: 42,
  taskIndex: 0,
  contextTokens: 2048,
  tokenizer: createWordTokenizer(),
  contents: new Map([['essays.txt', essays]]),
  ...fields,
})

async function build(
  subtask: RulerSubtask,
  to = input(),
  sample = 0,
  fields: object = {},
): Promise<AnswerWork> {
  const work = await createRulerTask(spec(fields)).prepare(to).build({ kind: 'sample', subtask, sample })
  if (work.kind !== 'answer') throw new Error('not an answer')
  return work
}

const textOf = async (subtask: RulerSubtask, to = input(), sample = 0, fields: object = {}) =>
  to.tokenizer.decode((await build(subtask, to, sample, fields)).prompt)

/** How often each of the words stands in a text. */
const countWords = (words: readonly string[]): Map<string, number> =>
  words.reduce((counts, word) => counts.set(word, (counts.get(word) ?? 0) + 1), new Map<string, number>())

describe('every subtask', () => {
  it.each(rulerSubtasks)(
    '%s fits the context to the last unit, and its needles are where they are said to be',
    async (subtask) => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1100, max: 5000 }),
          fc.nat(20),
          fc.boolean(),
          async (contextTokens, sample, addsBos) => {
            const to = input({ contextTokens, tokenizer: createWordTokenizer({ addsBos }) })
            const work = await build(subtask, to, sample)
            const used = work.prompt.length + work.maxNewTokens
            expect(used).toBeLessThanOrEqual(contextTokens)
            // The longest unit is a needle line with two UUIDs: 72 hexadecimal digits and hyphens, at most a token each.
            expect(contextTokens - used).toBeLessThan(120)
            expect(work.prompt.filter((token) => token === bosToken).length).toBe(addsBos ? 1 : 0)
            const found = await Promise.all(
              (work.needles ?? []).map(({ first, end }) =>
                to.tokenizer.decode(work.prompt.slice(first, end)),
              ),
            )
            expect(work.needle).toEqual(work.needles?.[0])
            for (const reference of work.expected.split(', ')) expect(found.join('\n')).toContain(reference)
            expect(await to.tokenizer.decode(work.expectedTokens)).toBe(` ${work.expected}`)
          },
        ),
        { numRuns: 4 },
      )
    },
  )

  it.each(rulerSubtasks)(
    '%s asks the same of a sample at every length, whatever the other subtasks',
    async (subtask) => {
      const expected = (await build(subtask, input(), 3)).expected
      expect((await build(subtask, input({ contextTokens: 4000 }), 3)).expected).toBe(expected)
      expect((await build(subtask, input(), 3, { subtasks: [subtask], samples: 4 })).expected).toBe(expected)
      expect((await build(subtask, input(), 2)).expected).not.toBe(expected)
      expect((await build(subtask, input({ seed: 1 }), 3)).expected).not.toBe(expected)
    },
  )

  it('gives the same prompt again', async () => {
    for (const subtask of rulerSubtasks)
      expect((await build(subtask)).prompt).toEqual((await build(subtask)).prompt)
  })
})

describe('niah', () => {
  it('writes the template in the singular for one value', async () => {
    const text = await textOf('niah_single_1')
    const [, key, value] =
      /One of the special magic numbers for ([a-z]+-[a-z]+) is: ([0-9]{7})\./.exec(text) ?? []
    expect(
      text.startsWith(
        'A special magic number is hidden within the following text. Make sure to memorize it. ' +
          'I will quiz you about the number afterwards.\n',
      ),
    ).toBe(true)
    expect(
      text.endsWith(
        `\nWhat is the special magic number for ${key} mentioned in the provided text? ` +
          `The special magic number for ${key} mentioned in the provided text is`,
      ),
    ).toBe(true)
    expect((await build('niah_single_1')).expected).toBe(value)
    expect(text).toContain(
      'The grass is green. The sky is blue. The sun is yellow. Here we go. There and back again.\nThe grass',
    )
  })

  it('writes the template in the plural for several values', async () => {
    const text = await textOf('niah_multiquery')
    expect(text.startsWith('Some special magic numbers are hidden within the following text.')).toBe(true)
    expect(text).toMatch(
      /\nWhat are all the special magic numbers for ([a-z]+-[a-z]+, ){3}and [a-z]+-[a-z]+ mentioned in the provided text\? The special magic numbers for .* mentioned in the provided text are$/,
    )
  })

  it.each([
    ['niah_single_2', 1, 1, 1, '[0-9]{7}'],
    ['niah_single_3', 1, 1, 1, '[0-9a-f-]{36}'],
    ['niah_multikey_1', 4, 4, 1, '[0-9]{7}'],
    ['niah_multivalue', 1, 4, 4, '[0-9]{7}'],
    ['niah_multiquery', 4, 4, 4, '[0-9]{7}'],
  ] as const)(
    '%s has %i keys, %i needles and %i answers in essays',
    async (subtask, keys, needles, answers, value) => {
      const text = await textOf(subtask)
      const found = [...text.matchAll(new RegExp(`for ([a-z]+-[a-z]+) is: (${value})\\.`, 'g'))]
      expect(found).toHaveLength(needles)
      expect(new Set(found.map(([, key]) => key)).size).toBe(keys)
      expect(text).toContain('Essay line a of many. Essay line b of many.')
      const { expected, needles: spans } = await build(subtask)
      expect(expected.split(', ')).toHaveLength(answers)
      expect(spans).toHaveLength(answers)
    },
  )

  it.each(['niah_multikey_2', 'niah_multikey_3'] as const)(
    '%s hides one needle among others',
    async (subtask) => {
      const { expected, haystack } = await build(subtask)
      const lines = (await textOf(subtask)).split('\n').filter((line) => line.startsWith('One of the'))
      expect(lines).toHaveLength((haystack?.units ?? 0) + 1)
      expect(lines.filter((line) => line.endsWith(`: ${expected}.`))).toHaveLength(1)
      const key = / for (\S+) is: /.exec(lines.find((line) => line.endsWith(`: ${expected}.`)) ?? '')?.[1]
      expect(lines.filter((line) => line.includes(`${key}`))).toHaveLength(1)
      if (subtask === 'niah_multikey_3') expect(key).toMatch(/^[0-9a-f-]{36}$/)
    },
  )

  it('puts needles among essays at the 40 depths, and begins the essays again where they end', async () => {
    const short = input({ contents: new Map([['essays.txt', 'Only this. And that.']]) })
    const { haystack } = await build('niah_single_2', short)
    expect(haystack?.passes).toBe(Math.ceil((haystack?.units ?? 0) / 2))
    const placed = await Promise.all(
      Array.from(
        { length: 30 },
        async (_, sample) => (await build('niah_single_2', short, sample)).placedDepthPercent,
      ),
    )
    expect(new Set(placed).size).toBeGreaterThan(12)
    expect(Math.max(...placed) - Math.min(...placed)).toBeGreaterThan(60)
  })

  it('asks for any of the four keys, wherever its needle stands among them', async () => {
    const ranks = await Promise.all(
      Array.from({ length: 40 }, async (_, sample) => {
        const { expected } = await build('niah_multikey_1', input(), sample)
        const text = await textOf('niah_multikey_1', input(), sample)
        const values = [...text.matchAll(/ is: ([0-9]{7})\./g)].map(([, value]) => value)
        return values.indexOf(expected)
      }),
    )
    const counts = [0, 1, 2, 3].map((rank) => ranks.filter((found) => found === rank).length)
    // Each rank is expected ten times of forty; three or fewer has a probability of about 0.5 %.
    expect(Math.min(...counts)).toBeGreaterThan(3)
  })

  it('has numbers of five digits in the small wording', async () => {
    const { expected, maxNewTokens } = await build('niah_single_1', input({ contextTokens: 256 }), 0, {
      wording: 'small',
    })
    expect(expected).toMatch(/^[1-9][0-9]{4}$/)
    expect(maxNewTokens).toBe(48)
    expect(await textOf('niah_single_1', input({ contextTokens: 256 }), 0, { wording: 'small' })).toMatch(
      new RegExp(`The pass key is ${expected}\\. Remember it\\. ${expected} is the pass key\\.`),
    )
  })
})

describe('vt', () => {
  it('chains five variables in order, after a worked example', async () => {
    const [example, text] = (await textOf('vt')).split('\n\n')
    const { expected, needles } = await build('vt')
    const variables = expected.split(', ')
    const [, value] = new RegExp(`VAR ${variables[0]} = ([0-9]{5})\n`).exec(text) ?? []
    expect(Number(value)).toBeGreaterThanOrEqual(10_000)
    expect(Number(value)).toBeLessThanOrEqual(99_998)
    const statements = [...text.matchAll(/VAR [A-Z]{5} = (?:VAR [A-Z]{5}|[0-9]+)/g)].map(
      ([statement]) => statement,
    )
    expect(statements).toEqual([
      `VAR ${variables[0]} = ${value}`,
      ...variables.slice(1).map((variable, i) => `VAR ${variable} = VAR ${variables[i]}`),
    ])
    expect(needles).toHaveLength(5)
    expect(text.endsWith(`that have the value ${value} are`)).toBe(true)
    expect(example).toMatch(/that have the value [0-9]{5} are ([A-Z]{5}, ){4}[A-Z]{5}$/)
    expect(await textOf('vt', input(), 0, { wording: 'small' })).not.toContain('\n\n')
  })
})

describe('cwe', () => {
  it.each([
    [2048, 6, 1],
    [4096, 30, 3],
  ])('at %i tokens ten words come %i times, the others %i times', async (contextTokens, common, uncommon) => {
    const to = input({ contextTokens })
    const [, text] = (await textOf('cwe', to)).split('\n\n')
    const { expected, needles, haystack } = await build('cwe', to)
    const list = [...text.split('\n')[1].matchAll(/(\d+)\. ([a-z-]+)/g)]
    expect(list.map(([, number]) => Number(number))).toEqual(list.map((_, i) => i + 1))
    const counts = countWords(list.map(([, , word]) => word))
    const most = [...counts].filter(([, count]) => count === common).map(([word]) => word)
    expect(most.toSorted()).toEqual(expected.split(', ').toSorted())
    expect(most).toHaveLength(10)
    expect(new Set(counts.values())).toEqual(new Set([common, uncommon]))
    expect(counts.size).toBe(10 + (haystack?.units ?? 0))
    expect(needles).toHaveLength(1)
  })

  it('goes on with pairs of words where single words run out', async () => {
    const text = await textOf('cwe', input({ contextTokens: 12_000 }))
    expect(text).toMatch(/ [a-z]+-[a-z]+ /)
  })
})

describe('fwe', () => {
  it('asks for ranks 2 to 4 of a zeta distribution; rank 1 is dots', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 250, max: 6000 }), fc.nat(30), async (contextTokens, sample) => {
        const to = input({ contextTokens })
        const text = (await textOf('fwe', to, sample)).split('\n')[1]
        const counts = countWords(text.split(' '))
        const ranked = [...counts].toSorted(([, a], [, b]) => b - a)
        const { expected } = await build('fwe', to, sample)
        expect(ranked[0][0]).toBe('...')
        expect(ranked.slice(1, 4).map(([word]) => word)).toEqual(expected.split(', '))
        expect(ranked[3][1]).toBeGreaterThan(ranked[4]?.[1] ?? 0)
        expect(counts.size).toBeLessThanOrEqual(Math.max(5, Math.floor(contextTokens / 50)))
        for (const [word] of ranked.slice(1)) expect(word).toMatch(/^[a-z]{6}$/)
        // Counts fall with the square of the rank.
        expect(ranked[1][1]).toBeCloseTo(ranked[0][1] / 4, -1)
      }),
      { numRuns: 15 },
    )
  })
})

describe('createRulerTask', () => {
  it('lists samples by subtask', () => {
    expect(createRulerTask(spec({ subtasks: ['vt', 'fwe'], samples: 2 })).items).toEqual([
      { kind: 'sample', subtask: 'vt', sample: 0 },
      { kind: 'sample', subtask: 'vt', sample: 1 },
      { kind: 'sample', subtask: 'fwe', sample: 0 },
      { kind: 'sample', subtask: 'fwe', sample: 1 },
    ])
  })

  it('reads its essays only where a subtask needs them, and then has to have some', () => {
    expect(createRulerTask(spec({ subtasks: ['vt'] })).texts).toEqual([])
    expect(createRulerTask(spec({ subtasks: ['niah_single_2'] })).texts).toEqual(['essays.txt'])
    expect(() => createRulerTask(spec({ subtasks: ['vt', 'niah_single_2'], texts: [] }))).toThrow(
      'RULER subtasks without essays: niah_single_2. Expected `texts` to hide their needles in. ' +
        'Name texts, or leave these subtasks out.',
    )
    const empty = input({ contents: new Map([['essays.txt', '\n']]) })
    expect(() => createRulerTask(spec()).prepare(empty)).toThrow(
      'Essays without words: essays.txt. Expected text. Name other files.',
    )
  })

  it('takes other numbers of new tokens, and counts them into the length', async () => {
    const work = await build('vt', input(), 0, { maxNewTokens: 60 })
    expect(work.maxNewTokens).toBe(60)
    expect(work.prompt.length).toBeLessThanOrEqual(2048 - 60)
    await expect(build('niah_single_1', input(), 0, { maxNewTokens: 3 })).rejects.toThrow(
      /^Too few new tokens for the answer: 3\. Expected 8 or more/,
    )
  })

  it('says how long a context has to be', async () => {
    await expect(build('niah_single_1', input({ contextTokens: 128 }))).rejects.toMatchObject({
      code: 'task.invalid',
      message: expect.stringMatching(
        /^Context too short for niah_single_1: 128 tokens\. Expected \d+ or more, 128 of them for the answer\. /,
      ),
    })
  })

  it('judges by the references that stand in the answer', async () => {
    const work = await build('niah_multivalue')
    const [first, second, ...others] = work.expected.split(', ')
    const none = new Int32Array()
    expect(work.judge(` ${first} and ${second}`, none)).toMatchObject({ passed: false, score: 0.5 })
    expect(work.judge([...others, second, first].join('\n'), none)).toMatchObject({ passed: true, score: 1 })
    expect(work.judge('', none).score).toBe(0)
  })
})

/** Depths are reached in texts whose sentences do not end in a full stop, in every task that hides something. */
import { describe, expect, it } from 'vitest'
import { needleTaskSchema, passkeyTaskSchema, rulerTaskSchema, type CellItem } from '../../contract'
import { createTask } from '../createTask'
import type { AnswerWork, TaskInput } from '../ports'
import { createWordTokenizer } from './wordTokenizer'

const texts = {
  thai: 'วันนี้อากาศดีมากและท้องฟ้าเป็นสีฟ้าเด็กเล่นน้ำที่ชายหาดกับแม่ของเขา'.repeat(120),
  verse: Array.from(
    { length: 900 },
    (_, line) => `The ${['river', 'mountain', 'harbour'][line % 3]} sings to the moon`,
  ).join('\n'),
  chinese: '今天的天气非常好。孩子们在海边玩水！他们的母亲坐在树下看书，'.repeat(300),
  code: Array.from({ length: 700 }, (_, line) => `let ${'abc'[line % 3]}x = call(y[i], zed)`).join('\n'),
}

const depths = [0, 11, 22, 33, 44, 56, 67, 78, 89, 100]
const specs = {
  needle: needleTaskSchema.parse({ kind: 'needle', texts: ['t'], protocol: 'passkey', depths }),
  passkey: passkeyTaskSchema.parse({ kind: 'passkey', text: 't', depths, repeats: 1 }),
}

function inputOf(content: string, contextTokens: number): TaskInput {
  return {
    seed: 1,
    taskIndex: 0,
    contextTokens,
    tokenizer: createWordTokenizer(),
    contents: new Map([['t', content]]),
  }
}

async function build(spec: Parameters<typeof createTask>[0], input: TaskInput, item: CellItem) {
  const work = await createTask(spec).prepare(input).build(item)
  if (work.kind !== 'answer') throw new Error('not an answer')
  return work
}

/** Where the needle stands among the tokens around it, from the prompt itself: those of the frame are counted at depths 0 and 100. */
function computeDepth({ needle }: AnswerWork, top: AnswerWork, bottom: AnswerWork): number {
  return (100 * (needle.first - top.needle.first)) / (bottom.needle.first - top.needle.first)
}

describe.each(Object.entries(texts))('in %s', (_, content) => {
  describe.each(Object.entries(specs))('%s', (kind, spec) => {
    it.each([512, 1500])('reaches every depth at %i tokens', async (contextTokens) => {
      const input = inputOf(content, contextTokens)
      const works = await Promise.all(
        depths.map((depthPercent) => build(spec, input, { kind: 'prompt', depthPercent, repeat: 0 })),
      )
      const reached = works.map((work) => computeDepth(work, works[0], works[works.length - 1]))
      for (const [i, work] of works.entries()) {
        expect([depths[i], Math.abs(work.placedDepthPercent - depths[i])]).toEqual([
          depths[i],
          expect.toSatisfy((points: number) => points <= (kind === 'passkey' ? 12 : 5)),
        ])
        expect(work.prompt.length + work.maxNewTokens).toBe(contextTokens)
      }
      expect(new Set(works.map(({ needle }) => needle.first)).size).toBe(depths.length)
      expect(reached).toEqual([...reached].sort((a, b) => a - b))
    })
  })

  it('ruler says which depth was drawn and comes near it', async () => {
    const spec = rulerTaskSchema.parse({
      kind: 'ruler',
      subtasks: ['niah_single_2'],
      texts: ['t'],
      samples: 12,
      wording: 'small',
    })
    const input = inputOf(content, 1500)
    for (let sample = 0; sample < 12; sample++) {
      const work = await build(spec, input, { kind: 'sample', subtask: 'niah_single_2', sample })
      const asked = work.askedDepthPercent ?? NaN
      expect(Math.round((asked / 100) * 39)).toBeCloseTo((asked / 100) * 39, 0)
      expect([sample, Math.abs(work.placedDepthPercent - asked)]).toEqual([
        sample,
        expect.toSatisfy((points: number) => points <= 8),
      ])
    }
  })
})

it('puts a needle at the end of a line of verse, and never inside a character', async () => {
  const bytes = (text: string) => Int32Array.from(Buffer.from(text, 'utf8'))
  const tokenizer = {
    ...createWordTokenizer(),
    addsBos: false,
    bosToken: null,
    encode: async (text: string) => bytes(text),
    decode: async (tokens: Int32Array) => Buffer.from(Uint8Array.from(tokens)).toString('utf8'),
  }
  const read = async (content: string, depthPercent: number) => {
    const input = { ...inputOf(content, 3000), tokenizer }
    const { prompt, needle } = await build(specs.needle, input, { kind: 'prompt', depthPercent, repeat: 0 })
    return tokenizer.decode(prompt.slice(0, needle.first))
  }
  for (const depth of [11, 44, 89]) {
    expect((await read(texts.verse, depth)).endsWith('to the moon\n')).toBe(true)
    const thai = await read(texts.thai, depth)
    expect(thai).not.toContain('\uFFFD')
    // A vowel or tone mark never begins what follows the needle.
    expect(texts.thai.includes(thai.trimEnd().slice(-20))).toBe(true)
  }
})

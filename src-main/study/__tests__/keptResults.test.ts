import { describe, expect, it } from 'vitest'
import { answersOf, failedOf } from './cellLists'
import { FakeEngineHost } from './fakeEngine'
import { makeSpec, run } from './sampleStudy'

describe('what a cell keeps', () => {
  it('keeps what was found: answer, entropies, masses, tensors', async () => {
    const { journal } = await run(new FakeEngineHost())
    const [passed] = answersOf(journal.cells).filter(({ id }) => id.startsWith('m0/yarn:scale=auto/n256'))
    const [failed] = answersOf(journal.cells).filter(({ id }) => id.startsWith('m0/none/n256'))
    expect(passed).toMatchObject({
      passed: true,
      score: 1,
      answerText: ` ${passed.expected}`,
      promptTokens: 246,
      needleMass: 0.25,
      // The fake scores every token of the answer with 2 nats: a space and five digits.
      expectedLogProbability: -12,
      expectedTokens: 6,
    })
    expect(failed).toMatchObject({ passed: false, score: 0, answerText: ' 0', expected: passed.expected })
    expect(passed.uncertainty.perTokenEntropyNats).toEqual([1.5, 2.5, 3.5, 4.5, 5.5, 6.5])
    const names = journal.tensors.get(passed.id)?.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['meanEntropyNats', 'spanMass', 'topKeys', 'queryEntropyNats']),
    )
    const [first] = journal.cells
    expect(first).toMatchObject({
      resolvedExtension: 'none',
      attentionFactor: 1,
      outcome: { kind: 'perplexity', scoredTokens: 127, sumNllNats: 254, meanNllNats: 2 },
      observation: { queries: 3, meanEntropyNats: 2.5, distanceMass: [0.5, 0.25, 0.25] },
    })
    expect(journal.timings[0]).toEqual({
      id: 'm0/none/n128/t0/w0',
      startedAt: '1970-01-01T00:00:00.020Z',
      durationMs: 10,
      evaluatedTokens: 128,
      reusedTokens: 0,
    })
  })

  it('keeps the pooled map of the first window only', async () => {
    const { journal } = await run(new FakeEngineHost())
    const hasMap = [...journal.tensors].map(([id, tensors]) => [
      id,
      tensors.some(({ name }) => name === 'pooledMapMax'),
    ])
    expect(hasMap.filter(([, has]) => has).map(([id]) => id)).toEqual([
      'm0/none/n128/t0/w0',
      'm0/yarn:scale=auto/n128/t0/w0',
      'm0/none/n256/t0/w0',
      'm0/yarn:scale=auto/n256/t0/w0',
    ])
  })

  it('observes the first of several sliding windows', async () => {
    const host = new FakeEngineHost()
    const sliding = {
      kind: 'perplexity',
      text: 'book.txt',
      protocol: 'sliding-window',
      windows: 1,
      strideTokens: 100,
    }
    const { journal } = await run(host, {
      spec: makeSpec({ tasks: [sliding], contexts: [256], extensions: ['none'] }),
    })
    expect(host.evaluations.length).toBeGreaterThan(2)
    expect(host.evaluations.map(({ observation }) => observation !== undefined)).toEqual(
      host.evaluations.map((_, index) => index === 0),
    )
    expect(failedOf(journal.cells)).toEqual([])
  })
})

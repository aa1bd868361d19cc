import { describe, expect, it } from 'vitest'
import { makeSpec } from '../../__tests__/sampleStudy'
import { computeCellTokens, computeModelWork } from '../cellWork'
import { planStudy } from '../planStudy'

const plan = (contexts: number[], task: object) =>
  planStudy(makeSpec({ contexts, extensions: ['none'], tasks: [task] }))

describe('computeCellTokens', () => {
  it('is the whole context of every window', () => {
    const cells = plan([128, 512], { kind: 'perplexity', text: 't', windows: 2 })
    expect(computeCellTokens(cells)).toEqual([128, 128, 512, 512])
  })

  it('leaves out what a prompt shares with the one before it, whose needle lies deeper', () => {
    const cells = plan([1000], { kind: 'passkey', depths: [10, 50, 100], repeats: 1 })
    expect(cells.map(({ item }) => item.kind === 'prompt' && item.depthPercent)).toEqual([100, 50, 10])
    expect(computeCellTokens(cells)).toEqual([1000, 500, 900])
  })
})

describe('computeModelWork', () => {
  it('grows with the parameters of the model', () => {
    const [cell] = plan([128], { kind: 'perplexity', text: 't', windows: 1 })
    const cells = [cell, { ...cell, model: 1 }]
    const works = computeModelWork(cells, [{ parameterCount: 5 }, { parameterCount: 50 }])
    expect(works).toEqual([5 * 128 * (128 + 2048), 50 * 128 * (128 + 2048)])
  })
})

import { describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { computeDivergences } from '../../measures/divergence'
import { compareTableOne } from '../tableOne'

describe('compareTableOne', () => {
  it('orders the extensions of one model, and the models trained at its length, each with the plain one', async () => {
    const contents = await readContents(createFixture({ contexts: [256, 512] }))
    const orders = compareTableOne(contents.manifest, computeDivergences(contents))
    const untrained = orders.find(
      ({ models, row, reference }) =>
        models === 'untrained' && row === 'beyond-training' && reference.kind === 'plain-at-trained-length',
    )
    expect(untrained?.observed.map(({ method }) => method)).toContain('linear')
    const trained = orders.find(({ models, row }) => models === 'trained' && row === 'beyond-training')
    expect(trained?.reference.variant.label).toBe('ntk long')
    expect(trained?.observed.map(({ label, method }) => [label, method])).toEqual(
      expect.arrayContaining([
        ['ntk short', 'ntk'],
        ['base · none', 'none'],
      ]),
    )
    expect(trained?.observed).toHaveLength(2)
  })

  it('has no order without a plain run', async () => {
    const contents = await readContents(createFixture({ extensions: ['yarn:scale=4'] }))
    expect(compareTableOne(contents.manifest, computeDivergences(contents))).toEqual([])
  })
})

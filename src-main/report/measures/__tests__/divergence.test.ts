import { beforeAll, describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { readContents, type ExperimentContents, type HeadMeasures } from '../../contents'
import { computeDivergences, type DivergenceMeasure } from '../divergence'
import { listRefusals } from '../divergenceReferences'

let contents: ExperimentContents
let divergences: DivergenceMeasure[]

beforeAll(async () => {
  contents = await readContents(createFixture({ contexts: [128, 256, 512] }))
  divergences = computeDivergences(contents)
})

const find = (label: string, contextTokens: number, kind: string, alignment = 'distance') =>
  divergences.find(
    ({ variant, reference, ...measure }) =>
      variant.label === label &&
      measure.contextTokens === contextTokens &&
      reference.kind === kind &&
      reference.alignment === alignment,
  )

describe('computeDivergences', () => {
  it('holds none against itself within training: 0 at every level, with n and interval', () => {
    const measure = find('base · none', 256, 'plain')
    expect(measure).toMatchObject({ windows: 6, samples: 96 })
    for (const level of [measure?.perWindowNats, measure?.ofMeanRowsNats, measure?.ofGrandMeanNats])
      expect(level).toMatchObject({ value: 0, interval: { unit: 'window', units: 6, level: 0.95 } })
  })

  it('holds longer runs against the trained length, by distance and by fraction of the length', () => {
    const byDistance = find('base · none', 512, 'plain-at-trained-length')
    expect(byDistance?.reference.contextTokens).toBe(256)
    expect(byDistance?.perWindowNats.value).toBeGreaterThan(0)
    const byFraction = find('base · none', 512, 'plain-at-trained-length', 'key-fraction')
    expect(byFraction?.perWindowNats.value).toBe(0)
  })

  it('never lets averaging first raise the divergence (convexity)', () => {
    for (const { perWindowNats, ofMeanRowsNats, ofGrandMeanNats } of divergences) {
      const slack = 1e-9
      expect(ofMeanRowsNats.value ?? 0).toBeLessThanOrEqual((perWindowNats.value ?? 0) + slack)
      expect(ofGrandMeanNats.value ?? 0).toBeLessThanOrEqual((ofMeanRowsNats.value ?? 0) + slack)
    }
  })

  it('holds a model that was continued against the plain one, and beyond training against one trained longer', () => {
    expect(find('ntk short', 256, 'plain-model')?.reference.variant.label).toBe('base · none')
    expect(find('ntk short', 512, 'plain-model')).toBeUndefined()
    expect(find('ntk short', 512, 'longer-model')?.reference.variant.label).toBe('ntk long')
    expect(find('base · yarn:scale=auto', 512, 'longer-model')?.reference.variant.label).toBe('ntk long')
    expect(find('base · yarn:scale=auto', 256, 'longer-model')).toBeUndefined()
  })

  it('says why it cannot compare by fraction where a length has fewer tokens than bins', () => {
    const [entry] = [...contents.headMeasures].filter(([id]) => id.startsWith('m0/none/n512/'))
    const narrow: HeadMeasures = {
      ...entry[1],
      keyPositions: { edges: [0, 256, 512], mass: new Array<number>(32).fill(0.5) },
    }
    const headMeasures = new Map(contents.headMeasures)
    for (const id of headMeasures.keys()) if (id.startsWith('m0/none/n512/')) headMeasures.set(id, narrow)
    const measure = computeDivergences({ ...contents, headMeasures }).find(
      ({ variant, reference, contextTokens }) =>
        variant.label === 'base · none' && contextTokens === 512 && reference.alignment === 'key-fraction',
    )
    expect(measure?.perWindowNats).toMatchObject({
      value: null,
      reason: expect.stringMatching(/2 and 4 bins/),
    })
  })
})

describe('listRefusals', () => {
  it('has none for models of one tokenizer and shape', () => {
    expect(listRefusals(contents.manifest)).toEqual([])
  })

  it('refuses another vocabulary, another tokenizer of the same size and other heads', () => {
    const { manifest } = contents
    const [base, short, long] = manifest.models
    const [first, second, third] = listRefusals({
      ...manifest,
      models: [
        { ...base, tokenizer: { model: 'llama', pre: null } },
        { ...short, vocabularySize: 128_256 },
        { ...long, tokenizer: { model: 'gpt2', pre: 'llama-bpe' } },
      ],
    })
    expect(first).toBe(
      'base and ntk short are not held against each other: their tokenizers differ (1024 and 128256 tokens), ' +
        'so the same text is not the same tokens.',
    )
    expect(second).toBe(
      'base and ntk long are not held against each other: their tokenizers differ (llama and gpt2 llama-bpe).',
    )
    expect(third).toMatch(/^ntk short and ntk long/)
    expect(listRefusals({ ...manifest, models: [base, { ...short, layerCount: 8 }] })).toEqual([
      expect.stringMatching(/heads do not correspond \(4 x 4 and 8 x 4/),
    ])
  })

  it('keeps those models out of the comparison', () => {
    const { manifest } = contents
    const models = manifest.models.map((model, i) => (i === 2 ? { ...model, vocabularySize: 9 } : model))
    const kinds = computeDivergences({ ...contents, manifest: { ...manifest, models } }).map(
      ({ reference }) => reference.kind,
    )
    expect(kinds).toContain('plain-model')
    expect(kinds).not.toContain('longer-model')
  })
})

/** The effects of the paper are there on the bundled models, with the real engine and the product's own scores. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openExperiment } from '../../src-main/store'
import { computeOverview, readContents, type OverviewRow } from '../../src-main/report'
import { repositoryFolder, runCli } from '../actions/runCli'
import { heldOutText, sampleModel, writeSpec } from '../actions/writeSpec'

const folder = mkdtempSync(join(tmpdir(), 'ropewalk-effects-'))
const perplexity = { kind: 'perplexity', text: heldOutText, windows: 4 }
const needle = { kind: 'needle', protocol: 'passkey', depths: [0, 50, 100], repeats: 4 }
const sampleOf = (name: string) => join(repositoryFolder, `resources/models/ropewalk-sample-${name}.gguf`)

async function run(name: string, changes: Readonly<Record<string, unknown>>): Promise<OverviewRow[]> {
  mkdirSync(join(folder, name))
  const target = join(folder, name, 'result.ropewalk')
  const spec = writeSpec(join(folder, name), { tasks: [perplexity, needle], ...changes })
  const { code, stderr } = await runCli(['run', spec, '-o', target])
  expect(code, stderr).toBe(0)
  const experiment = await openExperiment(target)
  const overview = computeOverview(await readContents(experiment))
  await experiment.close()
  return overview
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('extensions of a model trained at 256 tokens', () => {
  let rows: OverviewRow[] = []
  const at = (extension: string, contextTokens: number) =>
    rows.find((row) => row.variant.extension === extension && row.contextTokens === contextTokens)
  const perplexityOf = (extension: string) => at(extension, 1024)?.perplexity ?? NaN

  beforeAll(async () => {
    const extensions = ['none', 'linear:scale=4', 'ntk:scale=4', 'yarn:scale=4']
    rows = await run('extensions', { extensions, contexts: [256, 1024] })
  })

  test('perplexity at 1,024 tokens: YaRN, then NTK, then plain RoPE, then PI', () => {
    expect(perplexityOf('yarn:scale=4')).toBeLessThan(0.95 * perplexityOf('ntk:scale=4'))
    expect(perplexityOf('ntk:scale=4')).toBeLessThan(0.9 * perplexityOf('none'))
    expect(perplexityOf('none')).toBeLessThan(0.9 * perplexityOf('linear:scale=4'))
  })

  test('the needle at 1,024 tokens: lost by plain RoPE and by PI, found by YaRN, whose attention is less spread', () => {
    const yarn = at('yarn:scale=4', 1024)
    for (const extension of ['none', 'linear:scale=4']) {
      const other = at(extension, 1024)
      expect(other?.passes).toBeLessThanOrEqual(3)
      expect(yarn?.passes).toBeGreaterThanOrEqual((other?.passes ?? NaN) + 4)
      expect(yarn?.answerEntropyNats).toBeLessThan((other?.answerEntropyNats ?? NaN) - 0.5)
    }
  })

  test('divergence from plain attention at the trained length: table 1’s order', async () => {
    const { tableOne } = await readFindings()
    const within = tableOne.filter(({ row }) => row === 'within-training')
    expect(within).toHaveLength(1)
    expect(within[0].matchesPaper).toBe(true)
    const [none, ...others] = within[0].observed
    expect(none).toMatchObject({ method: 'none', meanDivergenceNats: 0 })
    expect(others.at(-1)?.method).toBe('linear')
    expect(others.at(-1)?.meanDivergenceNats).toBeGreaterThan(2 * (others.at(-2)?.meanDivergenceNats ?? NaN))
  })

  test('some heads copy the needle, the same ones with YaRN as without', async () => {
    const { retrievalHeads } = await readFindings()
    const above = (extension: string) =>
      retrievalHeads
        .filter((measure) => measure.extension === extension)
        .flatMap(({ scores }) => scores.flatMap((score, head) => (score > 0.1 ? [head] : [])))
    expect(above('none').length).toBeGreaterThan(0)
    expect(above('none').length).toBeLessThan(16 / 2)
    expect(above('yarn:scale=4')).toEqual(above('none'))
  })

  test('answers that pass come from the needle, those of plain RoPE that fail do not', async () => {
    const { answerSources } = await readFindings()
    const shareOf = (extension: string, passed: boolean) => {
      const sources = answerSources.find(
        (each) => each.extension === extension && each.passed === passed && each.contextTokens === 1024,
      )
      return sources === undefined ? NaN : sources.fromNeedle / sources.tokens
    }
    expect(shareOf('yarn:scale=4', true)).toBeGreaterThan(0.6)
    expect(shareOf('none', false)).toBeLessThan(0.3)
  })

  /** Documented in docs/cli.md. */
  interface FindingsJson {
    readonly tableOne: readonly {
      readonly row: string
      readonly matchesPaper: boolean
      readonly observed: readonly { readonly method: string; readonly meanDivergenceNats: number }[]
    }[]
    readonly retrievalHeads: readonly { readonly extension: string; readonly scores: readonly number[] }[]
    readonly answerSources: readonly {
      readonly extension: string
      readonly contextTokens: number | null
      readonly passed: boolean
      readonly tokens: number
      readonly fromNeedle: number
    }[]
  }

  async function readFindings(): Promise<FindingsJson> {
    const { stdout } = await runCli(['findings', join(folder, 'extensions', 'result.ropewalk'), '--json'])
    return JSON.parse(stdout) as FindingsJson
  }
})

describe('two checkpoints of as many training tokens, and where both began', () => {
  let rows: OverviewRow[] = []
  const of = (label: string) => rows.find(({ variant }) => variant.modelLabel === label)

  beforeAll(async () => {
    rows = await run('checkpoints', {
      models: [
        { path: sampleModel, label: 'start', extensions: ['base:base=91896'] },
        { path: sampleOf('ntk-short'), label: 'short', extensions: ['native'] },
        { path: sampleOf('ntk-long'), label: 'long', extensions: ['native'] },
      ],
      contexts: [2048],
    })
  })

  test.each(['start', 'short'])(
    'trained in longer windows, perplexity at 2,048 tokens is below that of %s',
    (other) => {
      expect(of('long')?.perplexity).toBeLessThan(0.9 * (of(other)?.perplexity ?? NaN))
    },
  )

  test('attention is less uncertain, and more needles are found', () => {
    expect(of('long')?.answerEntropyNats).toBeLessThan((of('short')?.answerEntropyNats ?? NaN) - 0.2)
    expect(of('long')?.passes).toBeGreaterThan(of('short')?.passes ?? NaN)
  })
})

import { describe, expect, it } from 'vitest'
import { computePatternFinding, type PatternRow, type RetrievalRow } from '..'

const TRAINED = 256
const WINDOWS = 8
const extensions = ['none', 'linear:scale=4', 'base:base=1000000', 'yarn:scale=4']

/** Divergences of an extension beyond the trained length, and a rise of NLL that follows them. */
function rowsWith(
  divergenceOf: (extension: string, contextTokens: number) => number,
  windows = WINDOWS,
): PatternRow[] {
  return [256, 512, 1024].flatMap((contextTokens) =>
    extensions.flatMap((extension) =>
      Array.from({ length: windows }, (_, window): PatternRow => {
        const divergence = divergenceOf(extension, contextTokens)
        return {
          model: 'm',
          extension,
          contextTokens,
          trainedContextTokens: TRAINED,
          window,
          divergenceNats: divergence + (divergence * Math.sin(window * 5 + contextTokens)) / 10,
          meanNllNats: 2 + 3 * divergence + window / 100,
          baselineNllNats: 2 + window / 100,
        }
      }),
    ),
  )
}

/** The order of table 1 beyond the trained length. */
const asPublished = (extension: string, contextTokens: number) => {
  if (contextTokens <= TRAINED) return extension === 'none' ? 0 : 0.01
  const level = { none: 0.2, 'linear:scale=4': 0.12, 'yarn:scale=4': 0.05 }[extension] ?? 0.04
  return level + contextTokens / 50_000
}
const settings = { seed: 4, resamples: 500 }

describe('finding 1', () => {
  it('is supported where extensions stay closer and perplexity follows', () => {
    const finding = computePatternFinding(rowsWith(asPublished), settings)
    expect(finding.verdict).toBe('supported')
    // 0.2 against the mean of 0.12, 0.05 and 0.04: 0.13; the wiggle averages out to less than 0.01.
    expect(finding.differenceNats.value).toBeCloseTo(0.13, 1.7)
    expect(finding.differenceNats).toMatchObject({
      n: 3 * 2 * WINDOWS,
      interval: { unit: 'window', units: WINDOWS },
    })
    expect(finding.perplexity.correlation.value).toBeGreaterThan(0.9)
    expect(finding.perplexity.points).toHaveLength(4 * 2)
    expect(finding.sentence).toMatch(
      /^Beyond the trained length, attention with an extension diverged from the reference by 0\.13\d* nats less than with none \(Jensen-Shannon, 95% interval 0\.1\d+ to 0\.1\d+ nats; 8 windows, 3 extensions, 2 lengths\); divergence and the rise in log perplexity had a Spearman rho of (0\.9\d|1\.00) \(95% interval /,
    )
    expect(finding.sentence).toMatch(/: this experiment supports finding 1 \(.*\)\.$/)
  })

  it('relates the divergence to failed answers too, beside the verdict', () => {
    const rows = rowsWith(asPublished)
    const answersOf = (fails: (extension: string, repeat: number) => boolean) =>
      [512, 1024].flatMap((contextTokens) =>
        extensions.flatMap((extension) =>
          Array.from({ length: 20 }, (_, repeat): RetrievalRow => ({
            model: 'm',
            extension,
            contextTokens,
            subtask: null,
            depthPercent: 50,
            repeat,
            passed: !fails(extension, repeat),
            entropyNats: 3,
            normalizedEntropy: 0.5,
          })),
        ),
      )
    const answered = (answers: RetrievalRow[]) => [{ name: 'needle', isAlone: true, rows: answers }]
    const rates: Record<string, number> = { none: 18, 'linear:scale=4': 12, 'yarn:scale=4': 6 }
    const follows = answersOf((extension, repeat) => repeat < (rates[extension] ?? 3))
    const { passes, sentence, verdict } = computePatternFinding(rows, settings, answered(follows))
    expect(passes?.points).toHaveLength(4 * 2)
    expect(passes?.points[0]).toMatchObject({
      extension: 'none',
      failureRate: 0.9,
      windows: WINDOWS,
      prompts: 20,
    })
    expect(passes?.correlation.value).toBeGreaterThan(0.9)
    expect(passes?.correlation.interval).toMatchObject({ units: WINDOWS + 2 * 20, unit: 'window or prompt' })
    expect(sentence).toMatch(/, divergence and the failure rate one of (0\.9\d|1\.00) \(95% interval /)
    const against = answersOf((extension, repeat) => repeat >= (rates[extension] ?? 3))
    const other = computePatternFinding(rows, settings, answered(against))
    expect(other.passes?.correlation.value).toBeLessThan(-0.9)
    expect(other.verdict).toBe(verdict)
    expect(computePatternFinding(rows, settings).passes).toBeNull()
    const both = computePatternFinding(rows, settings, [
      { name: 'needle', isAlone: false, rows: follows },
      { name: 'passkey', isAlone: false, rows: against },
    ])
    expect(both.passes).toEqual(passes)
    expect(both.passesByTask.map(({ name, link }) => [name, link])).toEqual([
      ['needle', passes],
      ['passkey', other.passes],
    ])
    expect(both.sentence).toMatch(
      /the failure rate of needle one of \S+ .*, divergence and the failure rate of passkey one of -/,
    )
  })

  it('is confounded where divergence and perplexity rise with the length only, and fall together at no length', () => {
    const rows = rowsWith(asPublished).map((row) => {
      if (row.contextTokens <= TRAINED) return row
      const level = asPublished(row.extension, 512)
      const divergenceNats = level + (row.contextTokens > 512 ? 1 : 0) + row.window / 1e4
      return { ...row, divergenceNats, meanNllNats: 2 + (row.contextTokens > 512 ? 5 : 1) - level }
    })
    const { perplexity, verdict, sentence } = computePatternFinding(rows, settings)
    // Eight points; ranks 1 to 4 and 5 to 8 of x, reversed in each half in y: 1 - 6 (2 (9 + 1 + 1 + 9)) / (8 63) = 11/21.
    expect(perplexity.correlation.value).toBeCloseTo(11 / 21, 12)
    expect(perplexity.withinLength.value).toBe(-1)
    expect(verdict).toBe('confounded')
    expect(sentence).toContain('between extensions of one length one of -1.00')
    expect(sentence).toMatch(
      /is confounded, because among the extensions of one length the interval rules out a rank correlation of 0\.1 or more\.$/,
    )
    const oneLength = rows.filter(({ contextTokens }) => contextTokens !== 512)
    expect(computePatternFinding(oneLength, settings).verdict).toBe('not-supported')
  })

  it('compares each extension over all lengths beyond L and per length, in pairs of windows', () => {
    const { comparisons } = computePatternFinding(rowsWith(asPublished), settings)
    expect(comparisons.map(({ extension, contextTokens }) => `${extension} ${contextTokens}`)).toEqual(
      extensions
        .slice(1)
        .flatMap((extension) => [`${extension} null`, `${extension} 512`, `${extension} 1024`]),
    )
    const yarn = comparisons.find((each) => each.extension === 'yarn:scale=4' && each.contextTokens === 512)
    // Both rows of a window carry the same relative wiggle, so the difference is 0.15 (1 + wiggle) in each.
    const wiggles = Array.from({ length: WINDOWS }, (_, window) => 1 + Math.sin(window * 5 + 512) / 10)
    const expected = (0.15 * wiggles.reduce((total, wiggle) => total + wiggle, 0)) / WINDOWS
    expect(yarn?.differenceNats.value).toBeCloseTo(expected, 12)
  })

  it('has points of mean divergence against the mean rise over the baseline', () => {
    const { perplexity } = computePatternFinding(rowsWith(asPublished), settings)
    const point = perplexity.points.find((each) => each.extension === 'none' && each.contextTokens === 1024)
    expect(point?.logPerplexityRise).toBeCloseTo(3 * (0.2 + 1024 / 50_000), 12)
    expect(point?.windows).toBe(WINDOWS)
  })

  it('orders the methods against table 1 at every length', () => {
    const { orders } = computePatternFinding(rowsWith(asPublished), settings)
    expect(
      orders.map(({ contextTokens, beyondTrainedLength }) => [contextTokens, beyondTrainedLength]),
    ).toEqual([
      [256, false],
      [512, true],
      [1024, true],
    ])
    expect(orders[1].observed.map(({ label }) => label)).toEqual([
      'base:base=1000000',
      'yarn:scale=4',
      'linear:scale=4',
      'none',
    ])
    expect(orders[1]).toMatchObject({ matchesPaper: true, distance: { value: 0, comparedPairs: 5 } })
    // Within the trained length linear ties with YaRN and the changed base here: two half pairs of five.
    expect(orders[0]).toMatchObject({ matchesPaper: false, distance: { discordantPairs: 1 } })
  })

  it('is not supported where extensions leave the pattern more than plain RoPE, and says the size positively', () => {
    const worse = (extension: string, tokens: number) => 0.3 - asPublished(extension, tokens)
    const finding = computePatternFinding(rowsWith(worse), settings)
    expect(finding.verdict).toBe('not-supported')
    expect(finding.differenceNats.value).toBeLessThan(0)
    expect(finding.sentence).toMatch(
      /by 0\.13\d* nats more than with none \(Jensen-Shannon, 95% interval 0\.1\d+ to/,
    )
    expect(finding.sentence).toContain('does not support finding 1')
    expect(finding.sentence).toContain('rules out a difference of 0.005 nats or more')
  })

  it('names an extension that stands against the mean of all, with its own interval', () => {
    const away = (extension: string, tokens: number) =>
      asPublished(extension, tokens) + (extension.startsWith('linear') && tokens > TRAINED ? 0.15 : 0)
    const { sentence, verdict } = computePatternFinding(rowsWith(away), settings)
    expect(verdict).toBe('supported')
    // 0.2 - (0.12 + 0.15) = -0.07 for one of three; the others pull the mean to 0.08.
    expect(sentence).toMatch(
      /0\.08\d* nats less than with none \(.*, 2 lengths\), but linear:scale=4 by 0\.07\d* nats more \(95% interval 0\.0[67]\d* to 0\.07\d* nats\); divergence/,
    )
    expect(computePatternFinding(rowsWith(asPublished), settings).sentence).not.toContain(', but ')
  })

  it('cannot tell with fewer than five windows, and gives the value all the same', () => {
    const finding = computePatternFinding(rowsWith(asPublished, 4), settings)
    expect(finding.verdict).toBe('cannot-tell')
    expect(finding.differenceNats.value).toBeGreaterThan(0.1)
    expect(finding.sentence).toContain('no interval, 4 windows: an interval needs at least 5')
    expect(finding.sentence).toMatch(
      /cannot tell whether finding 1 .* because 4 windows: an interval needs at least 5\.$/,
    )
  })

  it('cannot tell without lengths beyond the trained one, without perplexity, or without rows', () => {
    const within = computePatternFinding(
      rowsWith(asPublished).filter((row) => row.contextTokens <= TRAINED),
      settings,
    )
    expect(within).toMatchObject({ verdict: 'cannot-tell', differenceNats: { value: null, n: 0 } })
    expect(within.sentence).toBe(
      'Nothing was read beyond the trained length, which is what this finding is about.',
    )
    const unscored = rowsWith(asPublished).map((row) => ({ ...row, meanNllNats: null }))
    const finding = computePatternFinding(unscored, settings)
    expect(finding.differenceNats.value).toBeGreaterThan(0.1)
    expect(finding.perplexity.correlation).toMatchObject({ value: null, n: 0 })
    expect(finding.verdict).toBe('cannot-tell')
    expect(computePatternFinding([], settings).verdict).toBe('cannot-tell')
  })

  it('needs four points for the correlation', () => {
    const two = rowsWith(asPublished).filter((row) => row.contextTokens === 512 && row.extension !== 'none')
    expect(computePatternFinding(two, settings).perplexity.correlation.reason).toBe(
      '3 points of extension and length beyond the trained one: a correlation needs at least 4',
    )
  })

  it('counts rows without a divergence and leaves them out in pairs', () => {
    const rows = rowsWith(asPublished)
    const without = rows.map((row) =>
      row.extension === 'none' && row.window === 0 ? { ...row, divergenceNats: null } : row,
    )
    const finding = computePatternFinding(without, settings)
    expect(finding.excludedRows).toBe(3)
    expect(finding.differenceNats.n).toBe(3 * 2 * (WINDOWS - 1))
  })

  it('repeats for a seed and refuses a cell given twice', () => {
    const rows = rowsWith(asPublished)
    expect(computePatternFinding(rows, settings)).toEqual(computePatternFinding(rows, settings))
    expect(() => computePatternFinding([...rows, rows[0]], settings)).toThrow(
      'Two rows for the same cell: ["m","none",256,0].',
    )
  })
})

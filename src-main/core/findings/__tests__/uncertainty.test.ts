import { describe, expect, it } from 'vitest'
import { computeUncertaintyFinding, type RetrievalRow } from '..'

const settings = { seed: 9, resamples: 500, permutations: 2000 }

/** The worked example: lengths 1000, 2000 and 4000 with four depths each. */
const goldenEntropies = [1.0, 1.2, 1.1, 1.4, 2.0, 2.3, 2.1, 2.2, 3.0, 3.1, 3.3, 3.2]
const goldenFailures = [0, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 0]
const golden = goldenEntropies.map((entropyNats, cell): RetrievalRow => {
  const contextTokens = [1000, 2000, 4000][Math.floor(cell / 4)]
  return {
    model: 'm',
    extension: 'none',
    contextTokens,
    subtask: null,
    depthPercent: (cell % 4) * 33,
    repeat: 0,
    passed: goldenFailures[cell] === 0,
    entropyNats,
    normalizedEntropy: entropyNats / Math.log(contextTokens),
  }
})

/** Twenty answers per length; `lift` is how much entropy a failure adds. */
function answersWith(lift: number, extension = 'none'): RetrievalRow[] {
  return [512, 1024, 2048, 4096].flatMap((contextTokens, length) =>
    Array.from({ length: 20 }, (_, i): RetrievalRow => {
      const passed = (i * 7 + length * 3) % 20 >= 4 * length
      const wiggle = Math.sin(i * 12.9898 + length * 78.233) / 2
      const entropyNats = length + wiggle + (passed ? 0 : lift)
      return {
        model: 'm',
        extension,
        contextTokens,
        subtask: null,
        depthPercent: (i % 5) * 25,
        repeat: Math.floor(i / 5),
        passed,
        entropyNats,
        normalizedEntropy: entropyNats / Math.log(contextTokens),
      }
    }),
  )
}

describe('finding 2', () => {
  it('has the golden statistics of the worked example', () => {
    const { pooled } = computeUncertaintyFinding(golden, settings)
    expect(pooled.overall.entropy.value).toBeCloseTo(28 / 36, 12)
    expect(pooled.withinLength.entropy.value).toBeCloseTo(0.7, 12)
    expect(pooled.byLength.map(({ entropy }) => entropy.value)).toEqual([1, 0.75, expect.closeTo(1 / 3, 12)])
    expect(pooled.byLength.map(({ at, passed, failed }) => [at, passed, failed])).toEqual([
      [1000, 3, 1],
      [2000, 2, 2],
      [4000, 1, 3],
    ])
    expect(pooled.topKByLength).toMatchObject({ overlap: 4, expectedByChance: 3.5 })
    expect(pooled.topKByLength.test.pValue).toBeCloseTo(0.46875, 1)
    expect(pooled).toMatchObject({ answers: 12, passed: 6, failed: 6, lengths: 3, contributingLengths: 3 })
  })

  it('compares within a length, so that dividing by ln n changes the overall AUROC only', () => {
    const { pooled } = computeUncertaintyFinding(golden, settings)
    expect(pooled.withinLength.normalizedEntropy.value).toBe(pooled.withinLength.entropy.value)
    expect(pooled.overall.normalizedEntropy.value).not.toBeNull()
  })

  it('compares within a depth row as well', () => {
    const { pooled } = computeUncertaintyFinding(golden, settings)
    // Depth 0: fail 3.0 against passes 1.0, 2.0; depth 33: fails 2.3, 3.1 against 1.2; depth 66: 2.1, 3.3 against 1.1;
    // depth 99: fail 1.4 against passes 2.2, 3.2. Failures win 2 + 2 + 2 + 0 of 8 pairs.
    expect(pooled.withinDepth.entropy).toMatchObject({
      value: 6 / 8,
      strata: 4,
      contributingStrata: 4,
      pairs: 8,
    })
    expect(pooled.byDepth.map(({ entropy }) => entropy.value)).toEqual([1, 1, 1, 0])
    // Tops of the depths: 3.0; 3.1, 2.3; 3.3, 2.1; 3.2 (a pass).
    expect(pooled.topKByDepth).toMatchObject({ overlap: 5, positives: 6 })
    expect(pooled.topKByDepth.expectedByChance).toBeCloseTo((1 + 4 + 4 + 1) / 3, 12)
  })

  it('is supported where failures have higher entropy at equal length', () => {
    const finding = computeUncertaintyFinding(answersWith(0.6), settings)
    expect(finding.verdict).toBe('supported')
    expect(finding.pooled.contributingLengths).toBe(3)
    expect(finding.sentence).toMatch(
      /^A failed answer had higher attention entropy than a passed one of the same length in \d\d% of comparisons \(length-controlled AUROC 0\.\d\d, 95% interval 0\.\d\d to \d\.\d\d, chance 0\.50; 80 answers, 24 failed, 3 of 4 lengths with both outcomes\); \d\d of 24 failures were among the highest entropies of their length, where chance gives 11\.2 \(permutation test, p = 0\.00\d\): this experiment supports finding 2 /,
    )
  })

  it('is not supported by entropy that only grows with length, though the overall AUROC is high', () => {
    const finding = computeUncertaintyFinding(answersWith(-0.6), settings)
    expect(finding.pooled.overall.entropy.value).toBeGreaterThan(0.6)
    expect(finding.pooled.withinLength.entropy.value).toBeLessThan(0.3)
    expect(finding.pooled.partialCorrelation.value).toBeLessThan(0)
    expect(finding.verdict).toBe('not-supported')
    expect(finding.sentence).toContain('because the interval rules out an AUROC of 0.55 or more')
  })

  it('compares answers of one length, and beside that of one length and extension', () => {
    const calm = answersWith(0.6).map((row) => ({ ...row, extension: 'yarn:scale=4' }))
    const louder = answersWith(0.6).map((row) => ({ ...row, entropyNats: (row.entropyNats ?? 0) + 50 }))
    const { pooled, groups, sentence } = computeUncertaintyFinding([...calm, ...louder], settings)
    expect(groups.map(({ extension }) => extension)).toEqual(['yarn:scale=4', 'none'])
    const alone = groups[0].statistics.withinLength.entropy.value ?? 0
    expect(pooled.withinExtension.entropy.value).toBeCloseTo(alone, 12)
    // Half of all pairs are between the extensions, where the louder one always has the higher entropy: as often in a
    // failure as in a pass, which draws the AUROC half way to chance.
    expect(pooled.withinLength.entropy.value).toBeCloseTo((alone + 0.5) / 2, 12)
    expect(pooled.withinLength.entropy.interval?.units).toBe(80)
    expect(sentence).toMatch(
      /between the prompts of one model and extension the AUROC was 0\.\d\d \(95% interval 0\.\d\d to \d\.\d\d\): this/,
    )
  })

  it('says where the link is between extensions, and where it is the other way round within them', () => {
    const failing = (rows: RetrievalRow[], passes: (i: number) => boolean) =>
      rows.map((row, i) => ({ ...row, passed: passes(i) }))
    const mixed = (lift: number) => {
      const calm = failing(answersWith(0, 'yarn:scale=4'), (i) => i % 5 !== 0)
      const loud = failing(answersWith(0), (i) => i % 5 === 0)
      return [...calm, ...loud].map((row) => ({
        ...row,
        entropyNats: (row.entropyNats ?? 0) + (row.extension === 'none' ? 5 : 0) + (row.passed ? 0 : lift),
      }))
    }
    const between = computeUncertaintyFinding(mixed(0), settings)
    expect(between.pooled.withinLength.entropy.interval?.low).toBeGreaterThan(0.5)
    expect(between.pooled.withinExtension.entropy.interval?.high).toBeLessThan(0.55)
    expect(between.verdict).toBe('confounded')
    expect(between.sentence).toMatch(
      /, not told from chance: in this experiment the link of finding 2 \(retrieval fails where attention is uncertain\) is confounded, because among the prompts of one model and extension the interval rules out an AUROC of 0\.55 or more\.$/,
    )
    const reversed = computeUncertaintyFinding(mixed(-1), settings)
    expect(reversed.pooled.withinExtension.entropy.interval?.high).toBeLessThan(0.5)
    expect(reversed.verdict).toBe('confounded')
    expect(reversed.sentence).toContain(', the other way round: in this experiment')
  })

  /**
   * Three groups, inside which failures have the lower entropy. Golden values by scipy's mannwhitneyu, U over pairs:
   * all rows 0.72028; inside, the sum of U over the sum of pairs (256 + 400 + 256) 0.31689.
   */
  const paradox = [0, 1, 2].flatMap((group) =>
    Array.from({ length: 40 }, (_, i): RetrievalRow => {
      const failed = (7 * i + 3 * group) % 40 < 8 + 12 * group
      return {
        model: 'm',
        extension: `yarn:scale=${group + 2}`,
        contextTokens: 1024,
        subtask: null,
        depthPercent: 50,
        repeat: i,
        passed: !failed,
        entropyNats: 2 * group + ((11 * i + 5 * group) % 37) / 37 - (failed ? 0.25 : 0),
        normalizedEntropy: null,
      }
    }),
  )

  it("calls Simpson's paradox confounded, by its golden numbers", () => {
    const { verdict, pooled } = computeUncertaintyFinding(paradox, settings)
    expect(pooled.withinLength.entropy.value).toBeCloseTo(0.7202777777777778, 12)
    expect(pooled.withinLength.entropy.interval?.low).toBeGreaterThan(0.5)
    expect(pooled.withinExtension.entropy).toMatchObject({ pairs: 256 + 400 + 256, contributingStrata: 3 })
    expect(pooled.withinExtension.entropy.value).toBeCloseTo(0.3168859649122807, 12)
    expect(pooled.withinExtension.entropy.interval?.high).toBeLessThan(0.5)
    expect(verdict).toBe('confounded')
  })

  it('never calls one group confounded, and copies of a group as it calls the group', () => {
    for (const lift of [0.6, 0, -0.6]) {
      const one = computeUncertaintyFinding(answersWith(lift), settings)
      const copies = ['none', 'yarn:scale=2', 'yarn:scale=4'].flatMap((name) => answersWith(lift, name))
      const many = computeUncertaintyFinding(copies, settings)
      expect(one.verdict).not.toBe('confounded')
      expect(many.verdict).toBe(one.verdict)
      expect(many.pooled.withinExtension.entropy.interval?.low).toBeCloseTo(
        one.pooled.withinLength.entropy.interval?.low ?? NaN,
        12,
      )
    }
    const alone = paradox.filter(({ extension }) => extension === 'yarn:scale=3')
    expect(computeUncertaintyFinding(alone, settings).verdict).toBe('not-supported')
  })

  it('cannot tell where each extension has one outcome, however well entropy tells extensions apart', () => {
    const apart = [...answersWith(0), ...answersWith(0, 'yarn:scale=4')].map((row) => ({
      ...row,
      passed: row.extension === 'none',
      entropyNats: (row.entropyNats ?? 0) + (row.extension === 'none' ? 0 : 9),
    }))
    const { verdict, pooled, sentence } = computeUncertaintyFinding(apart, settings)
    expect(pooled.withinLength.entropy.value).toBe(1)
    expect(verdict).toBe('cannot-tell')
    expect(sentence).toContain(
      'because among the prompts of one model and extension it takes a failed and a passed answer of the same length',
    )
  })

  it('cannot tell with one outcome, with outcomes split by length, or without entropies', () => {
    const passed = answersWith(0).map((row) => ({ ...row, passed: true }))
    const none = computeUncertaintyFinding(passed, settings)
    expect(none.pooled.withinLength.entropy).toMatchObject({ value: null, contributingStrata: 0 })
    expect(none.verdict).toBe('cannot-tell')
    expect(none.sentence).toBe(
      'Not one of 80 answers failed: this experiment cannot tell whether finding 2 (retrieval fails where attention is ' +
        'uncertain) holds, because it takes a failed and a passed answer of the same length.',
    )
    const split = answersWith(0).map((row) => ({ ...row, passed: row.contextTokens < 2048 }))
    expect(computeUncertaintyFinding(split, settings).sentence).toBe(
      'No length had both passed and failed answers (80 answers, 40 failed): this experiment cannot tell whether finding 2 ' +
        '(retrieval fails where attention is uncertain) holds, because it takes a failed and a passed answer of the same length.',
    )
    const lost = [...answersWith(0), ...answersWith(0, 'yarn')].map((row) => ({ ...row, passed: false }))
    expect(computeUncertaintyFinding(lost, settings).sentence).toMatch(
      /^Not one of 160 answers passed: this experiment cannot tell/,
    )
    expect(computeUncertaintyFinding(passed.slice(0, 1), settings).sentence).toMatch(
      /^The only answer passed:/,
    )
    const silent = answersWith(0).map((row) => ({ ...row, entropyNats: null }))
    expect(computeUncertaintyFinding(silent, settings)).toMatchObject({
      verdict: 'cannot-tell',
      excludedRows: 80,
    })
    expect(computeUncertaintyFinding([], settings).sentence).toMatch(/^No answer has an attention entropy/)
  })

  it('cannot tell from a few answers', () => {
    const finding = computeUncertaintyFinding(golden, settings)
    expect(finding.verdict).toBe('cannot-tell')
    expect(finding.sentence).toContain('holds both 0.5 (no effect) and 0.55')
    expect(computeUncertaintyFinding(golden.slice(0, 4), settings).sentence).toBe(
      'Too few answers for a number to mean anything (4 answers, 1 failed): this experiment cannot tell whether finding 2 ' +
        '(retrieval fails where attention is uncertain) holds, because 4 prompts: an interval needs at least 5.',
    )
  })

  it('cannot tell from entropies that do not differ', () => {
    const flat = answersWith(0).map((row) => ({ ...row, entropyNats: 3 }))
    expect(computeUncertaintyFinding(flat, settings)).toMatchObject({
      verdict: 'cannot-tell',
      sentence:
        'Every answer has the same attention entropy (80 answers, 24 failed): this experiment cannot tell whether finding 2 ' +
        '(retrieval fails where attention is uncertain) holds, because entropies that do not differ rank nothing.',
    })
  })

  it('leaves out answers without entropy, and without normalised entropy in its own variant', () => {
    const rows = golden.map((row, i) => ({
      ...row,
      entropyNats: i === 0 ? null : row.entropyNats,
      normalizedEntropy: i < 2 ? null : row.normalizedEntropy,
    }))
    const { pooled, excludedRows } = computeUncertaintyFinding(rows, settings)
    expect([excludedRows, pooled.answers]).toEqual([1, 11])
    expect([pooled.overall.entropy.n, pooled.overall.normalizedEntropy.n]).toEqual([11, 10])
  })

  it('repeats for a seed and refuses a cell given twice', () => {
    expect(computeUncertaintyFinding(golden, settings)).toEqual(computeUncertaintyFinding(golden, settings))
    expect(() => computeUncertaintyFinding([...golden, golden[3]], settings)).toThrow(
      'Two rows for the same cell',
    )
  })

  it('compares within a subtask too, where one that is harder has another entropy by itself', () => {
    const easy = answersWith(0).map((row) => ({ ...row, subtask: 'niah_single_1', depthPercent: null }))
    const hard = answersWith(0).map((row) => ({
      ...row,
      subtask: 'vt',
      depthPercent: null,
      passed: row.passed && row.repeat > 2,
      entropyNats: (row.entropyNats ?? 0) + 5,
    }))
    const rows = [...easy, ...hard].map((row, i) => ({ ...row, repeat: i }))
    const { pooled, sentence, notes } = computeUncertaintyFinding(rows, settings)
    const mixed = rows.map((row) => ({ ...row, subtask: null }))
    const confounded = computeUncertaintyFinding(mixed, settings).pooled.withinLength.entropy.value
    expect(confounded).toBeGreaterThan(0.7)
    expect(pooled.withinLength.entropy.value).toBeLessThan(0.65)
    expect(pooled).toMatchObject({ subtasks: 2, byDepth: [] })
    expect(sentence).toContain('a passed one of the same length and subtask')
    expect(notes.join(' ')).not.toContain('depth')
  })
})

describe('finding 2 by class of failure', () => {
  const classed = golden.map((row, cell): RetrievalRow => ({
    ...row,
    failure: row.passed ? null : cell % 2 === 0 ? 'overrun' : 'lost',
  }))

  it('compares each class with all that passed', () => {
    const { byFailure } = computeUncertaintyFinding(classed, settings)
    // Fails at cells 3, 5, 9 (lost) and 6, 8, 10 (overrun); pairs of one length, counted by hand:
    // lost 1.4 over three; 2.3 over two; 3.1 under one: 5 of 6. Overrun 2.1 between two; 3.0 under one, 3.3 over one: 2 of 4.
    expect(
      byFailure.map(({ failure, failed, measured, entropy }) => [failure, failed, measured, entropy.value]),
    ).toEqual([
      ['lost', 3, 3, expect.closeTo(5 / 6, 12)],
      ['overrun', 3, 3, expect.closeTo(1 / 2, 12)],
    ])
  })

  it('counts empty answers as failures that no entropy ranks', () => {
    const rows = classed.map((row): RetrievalRow =>
      row.failure === 'lost' ? { ...row, failure: 'empty', entropyNats: null, normalizedEntropy: null } : row,
    )
    const { byFailure, sentence, pooled } = computeUncertaintyFinding(rows, settings)
    expect(byFailure.find(({ failure }) => failure === 'empty')).toMatchObject({
      failed: 3,
      measured: 0,
      entropy: { value: null },
    })
    expect(pooled).toMatchObject({ answers: 9, failed: 3 })
    expect(sentence).toContain('3 more failed without a word and have no entropy')
  })

  it('never says that no answer failed where empty ones did', () => {
    const rows = answersWith(0).map((row): RetrievalRow =>
      row.passed
        ? { ...row, failure: null }
        : { ...row, failure: 'empty', entropyNats: null, normalizedEntropy: null },
    )
    expect(computeUncertaintyFinding(rows, settings).sentence).toMatch(/^Every failure was an empty answer/)
  })
})

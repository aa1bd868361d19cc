import { describe, expect, it } from 'vitest'
import { computeTrainingLengthFinding, type CheckpointRow } from '..'

const settings = {
  seed: 2,
  resamples: 500,
  shorterTrained: 'short',
  longerTrained: 'long',
  longAboveTokens: 512,
}

/** Forty prompts per checkpoint at 256, 512, 1024 and 2048 tokens; entropy and passes by checkpoint beyond 512. */
function rowsOf(checkpoint: string, dropNats: number, passesOfTen: number): CheckpointRow[] {
  return [256, 512, 1024, 2048].flatMap((contextTokens) =>
    Array.from({ length: 10 }, (_, i): CheckpointRow => {
      const long = contextTokens > 512
      return {
        checkpoint,
        unit: 'prompt',
        contextTokens,
        depthPercent: (i % 5) * 25,
        repeat: Math.floor(i / 5),
        passed: long ? i < passesOfTen : true,
        entropyNats:
          Math.log(contextTokens) - 2 + Math.sin(i * 3) / 2 - (long ? dropNats + Math.cos(i) / 50 : 0),
        meanNllNats: 2 - (long ? dropNats / 2 : 0),
      }
    }),
  )
}

const short = rowsOf('short', 0, 2)
const long = rowsOf('long', 0.6, 8)

describe('finding 3', () => {
  it('is supported where longer training lowers entropy and raises passes', () => {
    const finding = computeTrainingLengthFinding([...short, ...long], settings)
    const { longLengths } = finding.longerAgainstShorter
    expect(finding.verdict).toBe('supported')
    expect(longLengths).toMatchObject({ pairs: 20, entropyChange: 'lower', contextTokens: null })
    expect(longLengths.entropyNats.value).toBeCloseTo(-0.6, 12)
    expect(longLengths.meanNllNats.value).toBeCloseTo(-0.3, 12)
    expect(longLengths.passRate.value).toBeCloseTo(0.6, 12)
    // Twelve prompts pass after longer training only, none the other way: p = 2 / 2^12.
    expect(longLengths.mcnemar).toMatchObject({ onlyFirst: 0, onlySecond: 12 })
    expect(longLengths.mcnemar.pValue).toBeCloseTo(2 / 4096, 12)
    expect(longLengths.passes.from.interval?.method).toBe('wilson')
    expect(finding.sentence).toMatch(
      /^Beyond 512 tokens, on the same 20 prompts, long had 0\.60 nats lower attention entropy than short \(95% interval 0\.60 to 0\.60 nats\) and passed 80% of the prompts against 20% \(difference in percentage points 60, 95% interval \d\d to \d\d; McNemar p < 0\.001\), with training tokens and training data not known to be held equal: this experiment supports finding 3 /,
    )
  })

  it('compares per length, where nothing changed up to the shorter training length', () => {
    const { byLength } = computeTrainingLengthFinding([...short, ...long], settings).longerAgainstShorter
    expect(byLength.map(({ contextTokens, entropyChange }) => [contextTokens, entropyChange])).toEqual([
      [256, 'no-change'],
      [512, 'no-change'],
      [1024, 'lower'],
      [2048, 'lower'],
    ])
    expect(byLength[0].mcnemar.pValue).toBe(1)
  })

  it('is not supported where entropy stays within the margin', () => {
    const same = rowsOf('long', 0.05, 8)
    const finding = computeTrainingLengthFinding([...short, ...same], settings)
    expect(finding.longerAgainstShorter.longLengths.entropyChange).toBe('no-change')
    expect(finding.verdict).toBe('not-supported')
    expect(finding.sentence).toContain(
      'because the interval rules out an entropy difference of -0.1 nats or less',
    )
    const strict = computeTrainingLengthFinding([...short, ...same], { ...settings, entropyMarginNats: 0.01 })
    expect(strict.verdict).toBe('supported')
    expect(strict.entropyMarginNats).toBe(0.01)
  })

  it('is not supported where entropy rises or passes fall', () => {
    const higher = computeTrainingLengthFinding([...short, ...rowsOf('long', -0.6, 8)], settings)
    expect(higher.verdict).toBe('not-supported')
    expect(higher.sentence).toContain(
      'long had 0.60 nats higher attention entropy than short (95% interval 0.60 to',
    )
    const fewer = computeTrainingLengthFinding([...short, ...rowsOf('long', 0.6, 0)], settings)
    expect(fewer.verdict).toBe('not-supported')
    expect(fewer.sentence).toContain('rules out a pass-rate difference of 5 percentage points or more')
  })

  it('judges beside it whether short training changes nothing, where the start was run', () => {
    const withStart = { ...settings, beforeTraining: 'start', notControlled: [] }
    const unchanged = computeTrainingLengthFinding(
      [...rowsOf('start', 0.03, 2), ...short, ...long],
      withStart,
    )
    expect(unchanged.verdict).toBe('supported')
    expect(unchanged.shorterAgainstStart?.longLengths.entropyChange).toBe('no-change')
    expect(unchanged.longerAgainstStart?.longLengths.entropyNats.value).toBeCloseTo(-0.57, 12)
    expect(unchanged.shorterChangesNothing).toBe('supported')
    expect(unchanged.sentence).toContain(
      'changes little is supported: short differed from start by 0.030 nats',
    )
    expect(unchanged.sentence).not.toContain('not known to be held equal')
    const changed = computeTrainingLengthFinding([...rowsOf('start', -0.4, 2), ...short, ...long], withStart)
    expect(changed.verdict).toBe('supported')
    expect(changed.shorterChangesNothing).toBe('not-supported')
    expect(changed.sentence).toContain(
      'changes little is not supported: short differed from start by -0.40 nats',
    )
  })

  it('cannot tell without common prompts, without outcomes, or with too few prompts', () => {
    const apart = computeTrainingLengthFinding(short, settings)
    expect(apart.longerAgainstShorter.longLengths).toMatchObject({
      pairs: 0,
      entropyNats: { value: null, reason: 'no rows' },
    })
    expect(apart.verdict).toBe('cannot-tell')
    expect(apart.sentence).toMatch(/^Beyond 512 tokens, long and short have no prompt in common/)
    const unscored = computeTrainingLengthFinding(
      [...short, ...long].map((row) => ({ ...row, passed: null })),
      settings,
    )
    expect(unscored.longerAgainstShorter.longLengths.passRate).toMatchObject({ value: null, n: 0 })
    expect(unscored.longerAgainstShorter.longLengths.mcnemar.pValue).toBeNull()
    expect(unscored.verdict).toBe('cannot-tell')
    const few = [...short, ...long].filter(
      ({ repeat, depthPercent }) => repeat === 0 && (depthPercent ?? 0) < 50,
    )
    expect(computeTrainingLengthFinding(few, settings).sentence).toContain(
      '4 prompts: an interval needs at least 5',
    )
  })

  it('resamples windows of text with all their lengths, and says that they are windows', () => {
    const windows = [...short, ...long].map((row, i) => ({
      ...row,
      unit: 'window' as const,
      depthPercent: null,
      repeat: i % 10,
      passed: null,
    }))
    const { longerAgainstShorter, sentence } = computeTrainingLengthFinding(windows, settings)
    const { longLengths, byLength } = longerAgainstShorter
    expect(longLengths).toMatchObject({ unit: 'window', units: 10, lengths: 2, pairs: 20 })
    expect(longLengths.entropyNats.interval).toMatchObject({ unit: 'window', units: 10 })
    // cos(i) / 50 of a window is the same at both lengths, so two lengths of it say no more than one.
    const ofOneLength = byLength[2].entropyNats.interval
    expect(longLengths.entropyNats.interval?.low).toBeCloseTo(ofOneLength?.low ?? NaN, 12)
    expect(longLengths.entropyNats.interval?.high).toBeCloseTo(ofOneLength?.high ?? NaN, 12)
    expect(sentence).toMatch(
      /^Beyond 512 tokens, on the same 10 windows of text at 2 lengths, long had 0\.60/,
    )
    expect(sentence).toContain('because reading text is not passed or failed')
  })

  it('repeats for a seed and refuses a cell given twice', () => {
    const rows = [...short, ...long]
    expect(computeTrainingLengthFinding(rows, settings)).toEqual(computeTrainingLengthFinding(rows, settings))
    expect(() => computeTrainingLengthFinding([...rows, rows[0]], settings)).toThrow(
      'Two rows for the same cell',
    )
  })
})

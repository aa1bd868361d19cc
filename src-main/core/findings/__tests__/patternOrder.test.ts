import { describe, expect, it } from 'vitest'
import { compareWithTableOne, toPaperMethod } from '../patternOrder'

const divergencesOf = (values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([label, meanDivergenceNats]) => ({
    label,
    method: toPaperMethod(label),
    meanDivergenceNats,
  }))

describe('compareWithTableOne', () => {
  it('finds the order of the table: at 2048 RoPE, YaRN, NTK, PI; at 8192 NTK, YaRN, PI, RoPE', () => {
    const within = divergencesOf({ linear: 1.29, yarn: 0.05, base: 0.06, none: 0 })
    expect(compareWithTableOne(within, 'within-training')).toMatchObject({ matchesPaper: true })
    const beyond = divergencesOf({ linear: 2.29, yarn: 1.72, base: 1.68, none: 2.57 })
    expect(compareWithTableOne(beyond, 'beyond-training')).toMatchObject({ matchesPaper: true })
    expect(compareWithTableOne(beyond, 'beyond-training').observed.map(({ label }) => label)).toEqual([
      'base',
      'yarn',
      'linear',
      'none',
    ])
  })

  it('lets YaRN and NTK stand either way round', () => {
    const swapped = divergencesOf({ none: 0, ntk: 0.05, yarn: 0.06, linear: 1.29 })
    expect(compareWithTableOne(swapped, 'within-training').matchesPaper).toBe(true)
  })

  it('counts one of five pairs where PI is farther than plain RoPE beyond training', () => {
    const { matchesPaper, distance } = compareWithTableOne(
      divergencesOf({ base: 0.01, yarn: 0.02, none: 0.03, linear: 0.08 }),
      'beyond-training',
    )
    expect(matchesPaper).toBe(false)
    expect(distance).toMatchObject({ discordantPairs: 1, comparedPairs: 5, value: 0.2 })
  })

  it('has nothing to compare where every extension is plain RoPE (scale 1)', () => {
    const same = compareWithTableOne(divergencesOf({ none: 0, linear: 0, yarn: 0 }), 'within-training')
    expect(same.matchesPaper).toBeNull()
    expect(same.observed).toHaveLength(1)
  })

  it('leaves methods out that the paper does not have', () => {
    const { distance } = compareWithTableOne(divergencesOf({ none: 0, longrope: 0.2 }), 'within-training')
    expect(distance.comparedPairs).toBe(0)
  })
})

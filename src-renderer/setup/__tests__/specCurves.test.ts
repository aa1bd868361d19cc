import { describe, expect, it } from 'vitest'
import { addCurve, chooseCurveName, readCurves, removeExtension, renameCurve } from '../specCurves'
import { readStrings } from '../specDraft'

const table = { inverseFrequencies: [1, 0.1] }
const begun = {
  extensions: ['none'],
  models: [{ path: 'a' }, { path: 'b', extensions: ['custom:curve=Curve 1'] }],
}
const withOne = addCurve(begun, 'custom', { name: 'Curve 1', table })

describe('curves of a draft', () => {
  it('come with an extension that takes them, under a name that is free', () => {
    expect(readCurves(withOne)).toEqual([{ name: 'Curve 1', table }])
    expect(readStrings(withOne, 'extensions')).toEqual(['none', 'custom:curve=Curve 1'])
    expect(chooseCurveName(begun, 'Curve')).toBe('Curve 1')
    expect(chooseCurveName(withOne, 'Curve')).toBe('Curve 2')
    const gap = addCurve(addCurve({}, 'custom', { name: 'Curve 2', table }), 'longrope', {
      name: 'Other',
      table,
    })
    expect(chooseCurveName(gap, 'Curve')).toBe('Curve 1')
    expect(readStrings(gap, 'extensions')).toEqual(['custom:curve=Curve 2', 'longrope:curve=Other'])
  })

  it('are renamed together with every extension that takes them', () => {
    const renamed = renameCurve(withOne, 1, ' Mine ')
    expect(readCurves(renamed)).toEqual([{ name: 'Mine', table }])
    expect(readStrings(renamed, 'extensions')).toEqual(['none', 'custom:curve=Mine'])
    expect(renamed.models).toEqual([{ path: 'a' }, { path: 'b', extensions: ['custom:curve=Mine'] }])
    const withTwo = addCurve(withOne, 'custom', { name: 'Curve 2', table })
    for (const refused of ['Curve 2', 'a,b', 'a=b', ''])
      expect(renameCurve(withTwo, 1, refused), refused).toBe(withTwo)
  })

  it('go with the last extension that takes them', () => {
    const inUse = removeExtension(withOne, 1)
    expect(readStrings(inUse, 'extensions')).toEqual(['none'])
    expect(readCurves(inUse)).toHaveLength(1)
    const alone = addCurve({ extensions: ['none'] }, 'custom', { name: 'Mine', table })
    expect(removeExtension(alone, 1)).toEqual({ extensions: ['none'] })
  })
})

import { describe, expect, it } from 'vitest'
import { arrangeChoices, listShown, moveChoice, showAll, takeUp } from '../choices'

const parts = ['summary', 'perplexity', 'methods'].map((id) => ({ id, label: id }))

describe('the parts of a report', () => {
  it('are all there without a choice, which a template then does not name', () => {
    expect(listShown(showAll(parts), parts)).toBeUndefined()
  })

  it('are moved and taken out', () => {
    const moved = moveChoice(showAll(parts), 2, -1)
    expect(listShown(moved, parts)).toEqual(['summary', 'methods', 'perplexity'])
    const fewer = moved.map((choice) => ({ ...choice, shown: choice.id !== 'summary' }))
    expect(listShown(fewer, parts)).toEqual(['methods', 'perplexity'])
    expect(moveChoice(showAll(parts), 0, -1)).toEqual(showAll(parts))
  })

  it('are arranged as a template says, which may name what this experiment lacks', () => {
    const arranged = arrangeChoices(parts, ['ruler', 'methods', 'summary'])
    expect(arranged.map(({ id, shown }) => [id, shown])).toEqual([
      ['methods', true],
      ['summary', true],
      ['perplexity', false],
    ])
    expect(arrangeChoices(parts, ['ruler'])).toEqual(showAll(parts))
    expect(arrangeChoices(parts, undefined)).toEqual(showAll(parts))
  })

  it('keep what was chosen while a run adds to them', () => {
    const [summary, ...others] = showAll(parts)
    const chosen = [...others, { ...summary, shown: false }]
    const grown = takeUp(chosen, [...parts, { id: 'ruler', label: 'RULER' }])
    expect(grown).toEqual([...chosen, { id: 'ruler', label: 'RULER', shown: true }])
    expect(takeUp(chosen, parts.slice(0, 1))).toEqual([{ ...summary, shown: false }])
  })
})

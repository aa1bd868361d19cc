import { describe, expect, it } from 'vitest'
import { createHistory, record, redo, undo } from '../history'

describe('history', () => {
  it('goes back and forth, and forgets what was undone by a new edit', () => {
    const edited = record(record(createHistory(0), 1), 2)
    expect(undo(edited).present).toBe(1)
    expect(redo(undo(edited)).present).toBe(2)
    const branched = record(undo(edited), 3)
    expect(branched.present).toBe(3)
    expect(redo(branched).present).toBe(3)
    expect(undo(branched).present).toBe(1)
  })

  it('takes edits of one place in a row as one step, until something else is edited', () => {
    const typed = ['t', 'ti', 'tit'].reduce(
      (history, text) => record(history, text, 'title'),
      createHistory(''),
    )
    expect(undo(typed).present).toBe('')
    const then = record(record(typed, 'n', 'name'), 'titl', 'title')
    expect(undo(then).present).toBe('n')
    expect(undo(undo(then)).present).toBe('tit')
  })

  it('stays where it is at either end', () => {
    const fresh = createHistory('a')
    expect(undo(fresh)).toEqual(fresh)
    expect(redo(fresh)).toEqual(fresh)
  })
})

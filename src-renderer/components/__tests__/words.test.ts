import { describe, expect, it } from 'vitest'
import { sortRows, writeTable, type Column } from '../dataTable'
import { readNumber } from '../readNumber'
import { splitErrorMessage } from '../splitErrorMessage'

describe('splitErrorMessage', () => {
  it('takes the last sentence as the remedy, and dots inside values for what they are', () => {
    expect(
      splitErrorMessage('Not a GGUF file: a.gguf v1.5. Expected the magic GGUF. Choose another file.'),
    ).toEqual({
      cause: 'Not a GGUF file: a.gguf v1.5. Expected the magic GGUF.',
      remedy: 'Choose another file.',
    })
    expect(splitErrorMessage('It broke')).toEqual({ cause: 'It broke', remedy: '' })
  })
})

describe('readNumber', () => {
  const range = { minimum: 1, maximum: 100, whole: true, optional: false }

  it('reads separated thousands and exponents', () => {
    expect(readNumber('1,000', { ...range, maximum: 1e6 })).toEqual({ value: 1000, problem: null })
    expect(readNumber('1e1', range).value).toBe(10)
  })

  it.each([
    ['', 'not-a-number'],
    ['ten', 'not-a-number'],
    ['1.5', 'not-whole'],
    ['101', 'out-of-range'],
  ])('refuses %j as %s', (text, problem) => {
    expect(readNumber(text, range).problem).toBe(problem)
  })

  it('takes nothing for null where the number may be left out', () => {
    expect(readNumber(' ', { ...range, optional: true })).toEqual({ value: null, problem: null })
  })
})

describe('DataTable', () => {
  interface Row {
    readonly name: string
    readonly size: number | null
  }
  const columns: Column<Row>[] = [
    { id: 'name', label: 'Name', value: ({ name }) => name },
    { id: 'size', label: 'Size', unit: 'B', value: ({ size }) => size },
  ]
  const rows: Row[] = [
    { name: 'b 10', size: 3 },
    { name: 'b 9', size: null },
    { name: 'a\tx', size: 20 },
  ]

  it('sorts by value, unknown last in both directions', () => {
    const names = (column: string, descending: boolean) =>
      sortRows(rows, columns, { column, descending }).map(({ name }) => name)
    expect(names('size', false)).toEqual(['b 10', 'a\tx', 'b 9'])
    expect(names('size', true)).toEqual(['a\tx', 'b 10', 'b 9'])
    expect(names('name', false)).toEqual(['a\tx', 'b 9', 'b 10'])
  })

  it('copies with units and without what would break a line', () => {
    expect(writeTable(rows, columns).split('\n')).toEqual(['Name\tSize (B)', 'b 10\t3', 'b 9\t', 'a x\t20'])
  })
})

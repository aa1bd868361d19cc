import { describe, expect, it } from 'vitest'
import { formatSection } from '../formatSection'

const number = (name: string, digits: number) => ({
  name,
  group: '',
  unit: '',
  style: 'number' as const,
  digits,
})

describe('formatSection', () => {
  it('keeps the size of a p-value that its digits would show as 0', () => {
    const table = {
      caption: 'Tests',
      columns: [number('p', 4), number('n', 0)],
      rows: [
        [2.5e-7, 12],
        [0.00005, 12],
        [0, 0],
        [null, null],
      ],
    }
    const text = formatSection({
      id: 'tests',
      title: 'Tests',
      blocks: [{ kind: 'table', presentation: 'open', table }],
    })
    expect(text.split('\n').slice(6, 10)).toEqual(['2.5e-7  12', '0.0001  12', '0.0000   0', '     -   -'])
  })
})

import { describe, expect, it } from 'vitest'
import { readHaystack } from '../readHaystack'

const read = (files: Record<string, string>) =>
  readHaystack(Object.keys(files), new Map(Object.entries(files)))

describe('readHaystack', () => {
  it('joins files in the order of the spec, and takes the texts of JSON lines', () => {
    expect(
      read({
        'b.txt': 'First.\n',
        'a.jsonl': '{"text": "Second.", "id": 1}\n\n{"text": "Third. \\"{\\""}\n',
        'c.md': '# Fourth',
      }),
    ).toBe('First.\nSecond.\nThird. "{"\n# Fourth')
  })

  it.each(['{"body": "x"}', 'plain text', '["x"]', '{"text": 5}', 'null'])(
    'refuses a line without a text: %s',
    (line) => {
      expect(() => read({ 'a.jsonl': `{"text": "x"}\n${line}` })).toThrow(
        `No text in a.jsonl, line 2: ${line}. Expected a JSON object with a field \`text\`. ` +
          'Correct the line, or name the file .txt if it is plain text.',
      )
    },
  )
})

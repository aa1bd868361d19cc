import { describe, expect, it } from 'vitest'
import { toPlainText } from '../toPlainText'

describe('toPlainText', () => {
  it('takes the texts of JSON lines, empty lines left out', () => {
    const lines = '{"text": "Second.", "id": 1}\n\n{"text": "Third. \\"{\\""}\r\n'
    expect(toPlainText('a.jsonl', lines)).toBe('Second.\nThird. "{"')
    expect(toPlainText('A.JSONL', lines)).toBe('Second.\nThird. "{"')
    expect(toPlainText('a.jsonl', '')).toBe('')
  })

  it('takes other files as they are', () => {
    for (const path of ['b.txt', 'c.md', 'jsonl'])
      expect(toPlainText(path, '# {"text": "Fourth"}\n')).toBe('# {"text": "Fourth"}\n')
  })

  it('leaves a byte order mark out', () => {
    expect(toPlainText('b.txt', '\uFEFFFirst.')).toBe('First.')
    expect(toPlainText('a.jsonl', '\uFEFF{"text": "Second."}')).toBe('Second.')
  })

  it.each(['{"body": "x"}', 'plain text', '["x"]', '{"text": 5}', 'null'])(
    'refuses a line without a text: %s',
    (line) => {
      expect(() => toPlainText('a.jsonl', `{"text": "x"}\n${line}`)).toThrow(
        `No text in a.jsonl, line 2: ${line}. Expected a JSON object with a field \`text\`. ` +
          'Correct the line, or name the file .txt if it is plain text.',
      )
    },
  )
})

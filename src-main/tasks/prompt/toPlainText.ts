/** The text of a file that a task reads. */
import { RopewalkError } from '../../contract'

/**
 * Of a file whose name ends in `.jsonl` the field `text` of every line, joined by line breaks; of any other the file as it is,
 * without a byte order mark.
 *
 * @throws RopewalkError `task.invalid` for a line of a `.jsonl` file that is not an object with a `text`
 */
export function toPlainText(path: string, content: string): string {
  const text = content.replace(/^\uFEFF/, '')
  return path.toLowerCase().endsWith('.jsonl') ? readJsonLines(path, text) : text
}

function readJsonLines(path: string, content: string): string {
  return content
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readTextField(path, line, index + 1)]))
    .join('\n')
}

function readTextField(path: string, line: string, lineNumber: number): string {
  const value = parse(line)
  if (typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string')
    return value.text.trim()
  throw new RopewalkError(
    'task.invalid',
    `No text in ${path}, line ${lineNumber}: ${line.slice(0, 60)}. Expected a JSON object with a field \`text\`. ` +
      'Correct the line, or name the file .txt if it is plain text.',
    { path, lineNumber },
  )
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** The haystack's text, from the files a task names. */
import { InvariantError, RopewalkError } from '../../contract'

/**
 * Files joined by a line break, in their order; of a file ending in `.jsonl` the field `text` of every line.
 *
 * @throws RopewalkError `task.invalid` for a line of a `.jsonl` file that is not an object with a `text`
 */
export function readHaystack(paths: readonly string[], contents: ReadonlyMap<string, string>): string {
  return paths
    .map((path) => {
      const content = contents.get(path)
      if (content === undefined) throw new InvariantError(`Text not handed to the needle task: ${path}.`)
      return path.toLowerCase().endsWith('.jsonl') ? readJsonLines(path, content) : content.trim()
    })
    .join('\n')
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

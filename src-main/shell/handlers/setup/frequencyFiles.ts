/** JSON files that `custom` and `longrope` take their numbers from. */
import { readFile, stat } from 'node:fs/promises'
import { RopewalkError } from '../../../contract'

/** A table of a few thousand frequencies is far below this; the window never reads other files through here. */
const largestBytes = 1_048_576

/** @throws RopewalkError `text.missing`, `extension.invalid` */
export async function readFrequencyFile(path: string): Promise<string> {
  const facts = await stat(path).catch(() => null)
  if (facts === null || !facts.isFile())
    throw new RopewalkError(
      'text.missing',
      `File of frequencies that cannot be read: ${path}. Expected a JSON file. Choose it again.`,
      { path },
    )
  const text = facts.size <= largestBytes ? await readFile(path, 'utf8') : ''
  if (path.toLowerCase().endsWith('.json') && isObject(text)) return text
  throw new RopewalkError(
    'extension.invalid',
    `Not a file of frequencies: ${path}. Expected a JSON object of at most 1 MiB. Choose another file.`,
    { path },
  )
}

function isObject(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json)
  } catch {
    return false
  }
}

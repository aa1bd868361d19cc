/** Curves of `custom` and `longrope`: JSON files, named by their content where the window writes them. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
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

/** @returns its path */
export async function keepFrequencyFile(dataFolder: string, text: string): Promise<string> {
  if (!isObject(text))
    throw new RopewalkError(
      'extension.invalid',
      'Not a curve. Expected a JSON object. Draw or paste it again.',
    )
  const folder = join(dataFolder, 'curves')
  const name = createHash('sha256').update(text).digest('hex').slice(0, 12)
  await mkdir(folder, { recursive: true })
  const path = join(folder, `curve-${name}.json`)
  await writeFileAtomic(path, text)
  return path
}

function isObject(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json)
  } catch {
    return false
  }
}

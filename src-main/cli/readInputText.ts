/** The text of a file that was named on the command line. */
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { RopewalkError } from '../contract'

/** @param what the file is, for the error, e.g. `Key` @throws RopewalkError `input.invalid` */
export async function readInputText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (thrown) {
    throw new RopewalkError(
      'input.invalid',
      `${what} that cannot be read: ${path}. Expected a readable file. Check the path.`,
      { path, cause: thrown instanceof Error ? thrown.message : String(thrown) },
    )
  }
}

export function readStandardInput(): Promise<string> {
  return text(process.stdin)
}

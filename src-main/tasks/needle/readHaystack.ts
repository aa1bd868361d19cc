/** The haystack's text, from the files a task names. */
import { InvariantError } from '../../contract'

/** Files joined by a line break, in their order. */
export function readHaystack(paths: readonly string[], contents: ReadonlyMap<string, string>): string {
  return paths
    .map((path) => {
      const content = contents.get(path)
      if (content === undefined) throw new InvariantError(`Text not handed to the needle task: ${path}.`)
      return content.trim()
    })
    .join('\n')
}

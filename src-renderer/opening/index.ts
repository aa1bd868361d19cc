/** Files handed to the window, by drop, double click or argument: each kind has one view that opens it. */
import { RopewalkError } from '@contract'

export type OpenFiles = (paths: readonly string[]) => Promise<void>

const openers = new Map<string, OpenFiles>()

/** @param extension without the dot, in lower case */
export function registerOpener(extension: string, open: OpenFiles): void {
  openers.set(extension, open)
}

/** @throws RopewalkError `input.invalid` for a kind that nothing opens; the other files are opened all the same. */
export async function openFiles(paths: readonly string[]): Promise<void> {
  for (const [extension, open] of openers) {
    const group = paths.filter((path) => extensionOf(path) === extension)
    if (group.length > 0) await open(group)
  }
  const foreign = paths.find((path) => !openers.has(extensionOf(path)))
  if (foreign !== undefined)
    throw new RopewalkError(
      'input.invalid',
      `Not a file Ropewalk opens: ${foreign}. Expected a .gguf model, a .ropewalk experiment or a .json experiment spec. ` +
        'Choose another file.',
      { path: foreign },
    )
}

function extensionOf(path: string): string {
  return path.split('.').at(-1)?.toLowerCase() ?? ''
}

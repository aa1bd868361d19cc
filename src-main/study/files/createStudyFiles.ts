/** The files that an experiment spec names, on disk: relative to the spec's own folder, or `bundled:NAME` for those of Ropewalk. */
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { RopewalkError } from '../../contract'
import type { CancelSignal } from '../../contract'
import type { StudyFiles } from '../ports'
import { isBundled, locateBundled } from './bundledFiles'
import { decodeUtf8 } from './decodeUtf8'
import { locatePath } from './locatePath'

/**
 * @param folder of the spec
 * @param resources folder of what comes with Ropewalk
 */
export function createStudyFiles(folder: string, resources: string): StudyFiles {
  return {
    resolve: (path) => {
      if (!isBundled(path)) return locatePath(folder, path)
      const located = path.endsWith('.gguf') ? locateBundled(path, resources) : null
      if (located === null) throw modelNotBundled(path)
      return located
    },
    readText: async (path) => {
      const bundled = isBundled(path)
      const source = bundled ? locateText(path, resources) : locatePath(folder, path)
      const bytes = await readFile(source).catch((thrown: unknown) => {
        if (bundled) throw notBundled(path)
        throw missingText(path, folder, thrown)
      })
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { text: decodeUtf8(bytes, path), sha256, bytes: bytes.length }
    },
    computeSha256: async (paths, signal) => {
      const hash = createHash('sha256')
      for (const path of paths) await updateFromFile(hash, path, signal)
      return hash.digest('hex')
    },
  }
}

function locateText(path: string, resources: string): string {
  const located = path.endsWith('.txt') ? locateBundled(path, resources) : null
  if (located === null) throw notBundled(path)
  return located
}

function modelNotBundled(path: string): RopewalkError {
  return new RopewalkError(
    'model.missing',
    `Model that does not come with Ropewalk: ${path}. Expected bundled: and a .gguf file of resources/models. ` +
      'Check the name, or give the path of a model of your own.',
    { path },
  )
}

function notBundled(path: string): RopewalkError {
  return new RopewalkError(
    'text.missing',
    `Text that does not come with Ropewalk: ${path}. Expected bundled: and a .txt file of resources/corpora. ` +
      'Check the name, or give the path of a text of your own.',
    { path },
  )
}

async function updateFromFile(hash: Hash, path: string, signal: CancelSignal | undefined): Promise<void> {
  try {
    const chunks: AsyncIterable<Buffer> = createReadStream(path)
    for await (const chunk of chunks) {
      if (signal?.aborted === true) throw cancelled()
      hash.update(chunk)
    }
  } catch (thrown) {
    if (thrown instanceof RopewalkError) throw thrown
    throw new RopewalkError(
      'model.missing',
      `Model that cannot be read: ${path}. Expected a readable file. Check the path in the spec.`,
      { path, cause: toCause(thrown) },
    )
  }
}

function cancelled(): RopewalkError {
  return new RopewalkError('run.cancelled', 'Cancelled while hashing a model.')
}

function missingText(path: string, folder: string, thrown: unknown): RopewalkError {
  return new RopewalkError(
    'text.missing',
    `Text that cannot be read: ${path}. Expected a readable file, relative to ${folder}. Check the path in the spec.`,
    { path, folder, cause: toCause(thrown) },
  )
}

function toCause(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

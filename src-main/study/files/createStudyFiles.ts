/**
 * The files that an experiment spec names, on disk: relative to the spec's own folder, or `bundled:NAME` for a text that
 * comes with Ropewalk.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { RopewalkError } from '../../contract'
import type { StudyFiles } from '../ports'

/**
 * @param folder of the spec
 * @param resources folder of what comes with Ropewalk
 */
export function createStudyFiles(folder: string, resources: string): StudyFiles {
  const locate = (path: string) => resolve(folder, path)
  return {
    resolve: locate,
    readText: async (path) => {
      const bundled = findBundledText(path)
      const source = bundled === null ? locate(path) : join(resources, 'corpora', bundled)
      const bytes = await readFile(source).catch((thrown: unknown) => {
        if (bundled !== null) throw notBundled(path)
        throw missing('text.missing', 'Text', path, folder, thrown)
      })
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { text: bytes.toString('utf8'), sha256, bytes: bytes.length }
    },
    computeSha256: async (path, signal) => {
      const hash = createHash('sha256')
      try {
        const chunks: AsyncIterable<Buffer> = createReadStream(locate(path))
        for await (const chunk of chunks) {
          if (signal?.aborted === true) throw cancelled()
          hash.update(chunk)
        }
      } catch (thrown) {
        if (thrown instanceof RopewalkError) throw thrown
        throw missing('model.missing', 'Model', path, folder, thrown)
      }
      return hash.digest('hex')
    },
  }
}

/** The file name in `bundled:NAME`, empty where it is no plain name; null for a path. */
function findBundledText(path: string): string | null {
  if (!path.startsWith('bundled:')) return null
  return /^bundled:(\w[\w.-]*\.txt)$/.exec(path)?.[1] ?? ''
}

function notBundled(path: string): RopewalkError {
  return new RopewalkError(
    'text.missing',
    `Text that does not come with Ropewalk: ${path}. Expected bundled: and a .txt file of resources/corpora. ` +
      'Check the name, or give the path of a text of your own.',
    { path },
  )
}

function cancelled(): RopewalkError {
  return new RopewalkError('run.cancelled', 'Cancelled while hashing a model.')
}

function missing(
  code: 'text.missing' | 'model.missing',
  what: string,
  path: string,
  folder: string,
  thrown: unknown,
): RopewalkError {
  return new RopewalkError(
    code,
    `${what} that cannot be read: ${path}. Expected a readable file, relative to ${folder}. Check the path in the spec.`,
    { path, folder, cause: thrown instanceof Error ? thrown.message : String(thrown) },
  )
}

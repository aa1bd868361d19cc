/** The files that an experiment spec names, on disk and relative to the spec's own folder. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { RopewalkError } from '../../contract'
import type { StudyFiles } from '../ports'

export function createStudyFiles(folder: string): StudyFiles {
  const locate = (path: string) => resolve(folder, path)
  return {
    resolve: locate,
    readText: async (path) => {
      const bytes = await readFile(locate(path)).catch((thrown: unknown) => {
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

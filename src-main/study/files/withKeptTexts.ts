import { createHash } from 'node:crypto'
import type { StudyFiles } from '../ports'

/** Files of a study whose texts come from an experiment file where it keeps them, and from the disk where it does not. */
export function withKeptTexts(files: StudyFiles, texts: ReadonlyMap<string, Uint8Array>): StudyFiles {
  return {
    resolve: (path) => files.resolve(path),
    readText: (path) => {
      const kept = texts.get(path)
      if (kept === undefined) return files.readText(path)
      const sha256 = createHash('sha256').update(kept).digest('hex')
      return Promise.resolve({ text: Buffer.from(kept).toString('utf8'), sha256, bytes: kept.length })
    },
    computeSha256: (paths, signal) => files.computeSha256(paths, signal),
  }
}

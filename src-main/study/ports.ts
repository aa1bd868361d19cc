/** What a study needs of the world besides the engine and the store. */
import type { CancelSignal } from '../contract'

export interface StudyFiles {
  /** The real path of a path that the spec names relative to itself. */
  resolve(path: string): string
  /** @throws RopewalkError `text.missing`; `path` as the spec names it */
  readText(path: string): Promise<TextFile>
  /**
   * SHA-256 in hexadecimal of a model's files one after another, read as a stream.
   * @param paths real paths, e.g. the parts of a split model in order
   * @throws RopewalkError `model.missing`, `run.cancelled`
   */
  computeSha256(paths: readonly string[], signal?: CancelSignal): Promise<string>
}

export interface TextFile {
  readonly text: string
  readonly sha256: string
  readonly bytes: number
}

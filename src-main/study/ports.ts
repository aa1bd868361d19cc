/** What a study needs of the world besides the engine and the store. */
import type { CancelSignal } from '../contract'

export interface StudyFiles {
  /** The real path of a path that the spec names relative to itself. */
  resolve(path: string): string
  /** @throws RopewalkError `text.missing`; `path` as the spec names it */
  readText(path: string): Promise<TextFile>
  /** SHA-256 of a model's file in hexadecimal, read as a stream; `path` as the spec names it. */
  computeSha256(path: string, signal?: CancelSignal): Promise<string>
}

export interface TextFile {
  readonly text: string
  readonly sha256: string
  readonly bytes: number
}

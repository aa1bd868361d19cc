/** A file of a report before it is on disk. */
export interface ReportFile {
  /** Relative to the folder the report is written to, with `/` between parts. */
  readonly path: string
  readonly bytes: Uint8Array
}

export function textFile(path: string, text: string): ReportFile {
  return { path, bytes: new TextEncoder().encode(text) }
}

/** The last lines of a log, for the error that follows them. */
export class LogTail {
  readonly #lines: string[] = []

  get lines(): readonly string[] {
    return this.#lines
  }

  add(text: string): void {
    for (const line of text.split('\n')) if (line.trim() !== '') this.#lines.push(line.slice(0, lineLimit))
    this.#lines.splice(0, this.#lines.length - lineCount)
  }
}

const lineCount = 20
const lineLimit = 500

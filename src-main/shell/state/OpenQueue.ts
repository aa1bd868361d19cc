/** Files that the system hands over: kept until the page asks for them, told to it from then on. */
export class OpenQueue {
  readonly #tell: (path: string) => void
  #waiting: string[]
  #taken = false

  constructor(paths: readonly string[], tell: (path: string) => void) {
    this.#waiting = [...paths]
    this.#tell = tell
  }

  add(paths: readonly string[]): void {
    if (this.#taken) for (const path of paths) this.#tell(path)
    else this.#waiting.push(...paths)
  }

  /** The page has started, and hears of later files by itself. */
  take(): string[] {
    this.#taken = true
    const paths = this.#waiting
    this.#waiting = []
    return paths
  }

  /** The page starts again. */
  hold(): void {
    this.#taken = false
  }
}

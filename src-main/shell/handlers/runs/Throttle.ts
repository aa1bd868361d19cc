/** Tells about a changing thing not too often, and always about its last state. */
export class Throttle {
  readonly #intervalMs: number
  readonly #tell: () => void
  #timer: NodeJS.Timeout | null = null
  #isDue = false

  /** @param tell called at once, then at most once in `intervalMs` */
  constructor(intervalMs: number, tell: () => void) {
    this.#intervalMs = intervalMs
    this.#tell = tell
  }

  note(): void {
    this.#isDue = true
    if (this.#timer === null) this.#tellNow()
  }

  /** Tells what is due without waiting. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#isDue) this.#tellNow()
  }

  #tellNow(): void {
    this.#isDue = false
    this.#timer = setTimeout(() => {
      this.#timer = null
      if (this.#isDue) this.#tellNow()
    }, this.#intervalMs)
    this.#timer.unref()
    this.#tell()
  }
}

/** Lets a run through, or holds it until it is opened again. */
export class PauseGate {
  #held: { readonly opened: Promise<void>; readonly open: () => void } | null = null

  get isClosed(): boolean {
    return this.#held !== null
  }

  close(): void {
    if (this.#held !== null) return
    let open = (): void => {}
    const opened = new Promise<void>((resolve) => (open = resolve))
    this.#held = { opened, open }
  }

  open(): void {
    this.#held?.open()
    this.#held = null
  }

  /** Resolves when the gate is open. */
  async pass(): Promise<void> {
    await this.#held?.opened
  }
}

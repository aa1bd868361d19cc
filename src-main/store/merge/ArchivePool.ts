/** Archives that are read again and again, a few of them open at a time: a merge of a thousand files must not hold a thousand open. */
import { openArchive, type Archive } from '../archive/readArchive'

const OPEN_ARCHIVES = 16

interface Lent {
  readonly archive: Promise<Archive>
  users: number
}

export class ArchivePool {
  /** Least recently used first. */
  readonly #lent = new Map<string, Lent>()

  /** @throws RopewalkError as `openArchive` */
  async use<T>(path: string, work: (archive: Archive) => Promise<T>): Promise<T> {
    const lent = this.#lent.get(path) ?? { archive: openArchive(path), users: 0 }
    this.#lent.delete(path)
    this.#lent.set(path, lent)
    lent.users++
    try {
      return await work(await lent.archive)
    } finally {
      lent.users--
      await this.#closeIdle(OPEN_ARCHIVES)
    }
  }

  async closeAll(): Promise<void> {
    await this.#closeIdle(0)
  }

  async #closeIdle(kept: number): Promise<void> {
    const idle = [...this.#lent].filter(([, { users }]) => users === 0)
    for (const [path, { archive }] of idle.slice(0, Math.max(0, this.#lent.size - kept))) {
      this.#lent.delete(path)
      await archive.then(
        (opened) => opened.close(),
        // It was never open: whoever asked for it has the error.
        () => undefined,
      )
    }
  }
}

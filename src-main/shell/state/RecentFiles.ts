/** The files opened last, newest first. */
import { join } from 'node:path'
import { z } from 'zod'
import { createKeptJson, type KeptJson } from '../../store'

const limit = 12

export class RecentFiles {
  readonly #kept: KeptJson<string[]>
  #paths: readonly string[]

  private constructor(kept: KeptJson<string[]>, paths: readonly string[]) {
    this.#kept = kept
    this.#paths = paths
  }

  static async open(userData: string): Promise<RecentFiles> {
    const kept = createKeptJson(join(userData, 'recent.json'), z.array(z.string()))
    return new RecentFiles(kept, (await kept.read()) ?? [])
  }

  get paths(): readonly string[] {
    return this.#paths
  }

  async add(path: string): Promise<void> {
    this.#paths = [path, ...this.#paths.filter((known) => known !== path)].slice(0, limit)
    await this.#kept.write([...this.#paths])
  }
}

/** What happened, line by line, for whoever looks for a cause. Kept small, and free of folders. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Clock } from '../handlers/ports'
import { redactPaths } from './redactPaths'

export class LogFile {
  readonly path: string
  readonly #clock: Clock

  constructor(path: string, clock: Clock) {
    this.path = path
    this.#clock = clock
    mkdirSync(dirname(path), { recursive: true })
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > limitBytes) renameSync(path, `${path}.1`)
  }

  /** A log that cannot be written is no reason to stop. */
  add(text: string): void {
    const time = new Date(this.#clock.now()).toISOString()
    const lines = redactPaths(text.trim()).replaceAll('\n', '\n  ')
    try {
      appendFileSync(this.path, `${time} ${lines}\n`)
    } catch {
      process.stderr.write(`${lines}\n`)
    }
  }
}

const limitBytes = 2_000_000

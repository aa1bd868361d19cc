/** A file that exists while the window does: one that is there already was left by a session that ended without a word. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SessionMark {
  readonly endedUnexpectedly: boolean
  /** Synchronous: a quitting process waits for nothing. */
  remove(): void
}

export function setSessionMark(userData: string): SessionMark {
  const path = join(userData, 'session')
  const endedUnexpectedly = existsSync(path)
  mkdirSync(userData, { recursive: true })
  writeFileSync(path, String(process.pid))
  return { endedUnexpectedly, remove: () => rmSync(path, { force: true }) }
}

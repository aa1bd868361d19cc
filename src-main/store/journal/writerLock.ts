/** One writer per experiment: a file that names the process that writes. */
import { open, readFile, rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { RopewalkError } from '../../contract'
import { readSystemCode } from '../diskError'
import { isAlive, readOwnIdentity, type ProcessIdentity } from './processIdentity'

export interface WriterLock {
  release(): Promise<void>
}

const identitySchema = z.object({ pid: z.int().min(1), startToken: z.string().nullable(), host: z.string() })

/** A writer fills its lock within microseconds of making it; longer empty means that it died in between. */
const EMPTY_LOCK_READS = 5
const EMPTY_LOCK_WAIT_MS = 20
const TAKEOVER_ATTEMPTS = 5
const TAKEOVER_WAIT_MS = 20

/**
 * Takes the lock at `path`; the lock of a process that is gone is taken over at once.
 *
 * @throws RopewalkError `target.locked` while another writer lives, naming its pid
 */
export async function acquireWriterLock(path: string): Promise<WriterLock> {
  const own = JSON.stringify(await readOwnIdentity())
  for (let attempt = 0; attempt < TAKEOVER_ATTEMPTS; attempt++) {
    if (await createExclusively(path, own)) return { release: () => rm(path, { force: true }) }
    const found = await readLock(path)
    if (found === null) continue
    if (found.holder !== null && (await isAlive(found.holder))) throw toLockedError(path, found.holder)
    await removeDead(path, found.text)
  }
  throw toLockedError(path, null)
}

/** Whether a living process holds the lock at `path`. */
export async function isLocked(path: string): Promise<boolean> {
  const found = await readLock(path)
  return found?.holder != null && (await isAlive(found.holder))
}

async function createExclusively(path: string, text: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx')
    try {
      await handle.writeFile(text)
    } finally {
      await handle.close()
    }
    return true
  } catch (thrown) {
    if (readSystemCode(thrown) === 'EEXIST') return false
    throw thrown
  }
}

/** The lock's text and holder; null when it has just been released. */
async function readLock(path: string): Promise<{ text: string; holder: ProcessIdentity | null } | null> {
  let text = ''
  for (let read = 0; read < EMPTY_LOCK_READS; read++) {
    try {
      text = await readFile(path, 'utf8')
    } catch (thrown) {
      if (readSystemCode(thrown) === 'ENOENT') return null
      throw thrown
    }
    const holder = parseHolder(text)
    if (holder !== null) return { text, holder }
    await wait(EMPTY_LOCK_WAIT_MS)
  }
  return { text, holder: null }
}

function parseHolder(text: string): ProcessIdentity | null {
  try {
    return identitySchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/**
 * Removes a dead writer's lock. Those who would are let in one by one, by a lock of their own beside it, and look again:
 * without that, one of them could remove the new lock of another who was faster.
 */
async function removeDead(path: string, deadText: string): Promise<void> {
  const turn = await acquireWriterLock(`${path}.takeover`).catch((thrown: unknown) => {
    if (thrown instanceof RopewalkError && thrown.code === 'target.locked') return null
    throw thrown
  })
  if (turn === null) {
    await wait(TAKEOVER_WAIT_MS)
    return
  }
  try {
    const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
      if (readSystemCode(thrown) === 'ENOENT') return null
      throw thrown
    })
    if (text === deadText) await rm(path, { force: true })
  } finally {
    await turn.release()
  }
}

function toLockedError(path: string, holder: ProcessIdentity | null): RopewalkError {
  const who = holder === null ? 'an unknown process' : `process ${holder.pid} on ${holder.host}`
  return new RopewalkError(
    'target.locked',
    `Another run writes this experiment: ${who}. Expected no other writer. ` +
      `Wait until it ends or stop it; if it is certainly gone, delete ${path}.`,
    { path, pid: holder?.pid ?? null, host: holder?.host ?? null },
  )
}

/**
 * One writer per experiment: a file that names the process that writes, and whose time of change is its sign of life. A process of
 * this machine is asked for itself; one of another machine counts as gone when its last sign lies too far back by the clock of
 * the file server, which both see.
 */
import { open, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { RopewalkError } from '../../contract'
import { readSystemCode } from '../diskError'
import { isAlive, readOwnIdentity } from './processIdentity'

export interface WriterLock {
  /** Whether another process has taken the lock over, which means that it saw no sign of this one for minutes. */
  readonly isLost: boolean
  /** Leaves the lock of another process that took it over. */
  release(): Promise<void>
}

export interface WriterLockOptions {
  /** Takes the lock of a process of another machine, whatever its last sign of life. */
  readonly takeOver?: boolean
  readonly signOfLifeMs?: number
}

const holderSchema = z.object({
  pid: z.int().min(1),
  startToken: z.string().nullable(),
  host: z.string(),
  /** Absent in locks of versions that gave no signs of life. */
  signOfLifeMs: z.int().min(1).optional(),
})

type Holder = z.infer<typeof holderSchema>

const SIGN_OF_LIFE_MS = 15_000
/** Signs that may be missed: NFS clients may keep a file's times for a minute, and a busy machine may be late. */
const MISSED_SIGNS = 12

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
export async function acquireWriterLock(path: string, options: WriterLockOptions = {}): Promise<WriterLock> {
  const signOfLifeMs = options.signOfLifeMs ?? SIGN_OF_LIFE_MS
  const own = JSON.stringify({ ...(await readOwnIdentity()), signOfLifeMs })
  for (let attempt = 0; attempt < TAKEOVER_ATTEMPTS; attempt++) {
    if (await createExclusively(path, own)) return new HeldLock(path, own, signOfLifeMs)
    const found = await readLock(path)
    if (found === null) continue
    if (found.holder !== null) {
      const mayTakeOver = options.takeOver === true && found.holder.host !== hostname()
      if (!mayTakeOver && !(await isGone(path, found.holder, found.changedAtMs)))
        throw toLockedError(path, found.holder)
    }
    await removeDead(path, found.text)
  }
  throw toLockedError(path, null)
}

/** Whether a living process holds the lock at `path`. */
export async function isLocked(path: string): Promise<boolean> {
  const found = await readLock(path)
  return found?.holder != null && !(await isGone(path, found.holder, found.changedAtMs))
}

class HeldLock implements WriterLock {
  isLost = false
  readonly #timer: NodeJS.Timeout

  constructor(
    private readonly path: string,
    private readonly text: string,
    signOfLifeMs: number,
  ) {
    this.#timer = setInterval(() => void this.#giveSign(), signOfLifeMs)
    this.#timer.unref()
  }

  async release(): Promise<void> {
    clearInterval(this.#timer)
    if (await this.#isOwn()) await rm(this.path, { force: true })
  }

  /**
   * Writes what is there already: the file server then dates the change by its own clock. Read and written through one handle, since
   * another process may put a lock of its own in the place of this one at any moment: the sign then goes to the removed file.
   */
  async #giveSign(): Promise<void> {
    const handle = await open(this.path, 'r+').catch(() => null)
    if (handle === null) {
      if (!(await this.#isOwn())) this.#lose()
      return
    }
    try {
      if ((await handle.readFile('utf8')) === this.text) await handle.write(this.text, 0)
      else this.#lose()
    } catch {
      // A disk that is full or away for a moment: the next sign comes soon, and minutes of them may be missed.
    } finally {
      await handle.close()
    }
  }

  #lose(): void {
    this.isLost = true
    clearInterval(this.#timer)
  }

  async #isOwn(): Promise<boolean> {
    try {
      return (await readFile(this.path, 'utf8')) === this.text
    } catch (thrown) {
      return readSystemCode(thrown) !== 'ENOENT'
    }
  }
}

async function isGone(path: string, holder: Holder, changedAtMs: number): Promise<boolean> {
  if (holder.host === hostname()) return !(await isAlive(holder))
  if (holder.signOfLifeMs === undefined) return false
  return (await readServerClock(path)) - changedAtMs > MISSED_SIGNS * holder.signOfLifeMs
}

/** Milliseconds since 1970 as the file server dates changes: the clocks of two machines may differ by minutes. */
async function readServerClock(path: string): Promise<number> {
  const probe = `${path}.clock-${process.pid}`
  try {
    const handle = await open(probe, 'w')
    try {
      await handle.write('0')
      return (await handle.stat()).mtimeMs
    } finally {
      await handle.close()
      await rm(probe, { force: true })
    }
  } catch {
    // A folder that cannot be written to is not about to be taken over either.
    return Date.now()
  }
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

interface FoundLock {
  readonly text: string
  readonly holder: Holder | null
  readonly changedAtMs: number
}

/** What lies at `path`; null when it has just been released. */
async function readLock(path: string): Promise<FoundLock | null> {
  let found: FoundLock = { text: '', holder: null, changedAtMs: 0 }
  for (let read = 0; read < EMPTY_LOCK_READS; read++) {
    try {
      found = await readOpened(path)
    } catch (thrown) {
      if (readSystemCode(thrown) === 'ENOENT') return null
      throw thrown
    }
    if (found.holder !== null) return found
    await wait(EMPTY_LOCK_WAIT_MS)
  }
  return found
}

/** Times are asked of the open file: opening makes an NFS client look at the server again. */
async function readOpened(path: string): Promise<FoundLock> {
  const handle = await open(path, 'r')
  try {
    const text = await handle.readFile('utf8')
    return { text, holder: parseHolder(text), changedAtMs: (await handle.stat()).mtimeMs }
  } finally {
    await handle.close()
  }
}

function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text))
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

function toLockedError(path: string, holder: Holder | null): RopewalkError {
  const who = holder === null ? 'an unknown process' : `process ${holder.pid} on ${holder.host}`
  return new RopewalkError(
    'target.locked',
    `Another run writes this experiment: ${who}. Expected no other writer. Wait until it ends or stop it; ` +
      `${adviseOn(path, holder)}.`,
    { path, pid: holder?.pid ?? null, host: holder?.host ?? null },
  )
}

function adviseOn(path: string, holder: Holder | null): string {
  if (holder === null || holder.host === hostname()) return `if it is certainly gone, delete ${path}`
  if (holder.signOfLifeMs === undefined) return 'if it is certainly gone, add --take-over'
  const minutes = Math.ceil((MISSED_SIGNS * holder.signOfLifeMs) / 60_000)
  return `if it is gone, this works ${minutes} min after its last sign of life, or at once with --take-over`
}

/** The writer's own end of a lock that another process took over. */
export function toLostLockError(path: string): RopewalkError {
  return new RopewalkError(
    'target.locked',
    `Another run has taken this experiment over: ${path}. Expected to be its only writer. ` +
      'What was finished is kept by the other run; let it go on.',
    { path, pid: null, host: null },
  )
}

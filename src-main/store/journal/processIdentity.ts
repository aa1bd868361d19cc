/** Who a process is: its pid, and when it started where the system tells, since pids are used again. */
import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { readSystemCode } from '../diskError'

export interface ProcessIdentity {
  readonly pid: number
  /** Boot and start time of the process; null where the system does not tell (all but Linux). */
  readonly startToken: string | null
  readonly host: string
}

export async function readOwnIdentity(): Promise<ProcessIdentity> {
  const state = await readLinuxProcess(process.pid)
  return { pid: process.pid, startToken: state?.startToken ?? null, host: hostname() }
}

/** Whether the process of this machine that wrote an identity is still there. */
export async function isAlive({ pid, startToken }: ProcessIdentity): Promise<boolean> {
  if (!canBeSignalled(pid)) return false
  const state = await readLinuxProcess(pid)
  if (state === null) return process.platform !== 'linux' || canBeSignalled(pid)
  if (state.isDead) return false
  return startToken === null || startToken === state.startToken
}

function canBeSignalled(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (thrown) {
    return readSystemCode(thrown) === 'EPERM'
  }
}

/** State and start time as proc(5) gives them: fields 3 and 22 of /proc/<pid>/stat. */
async function readLinuxProcess(pid: number): Promise<{ isDead: boolean; startToken: string } | null> {
  if (process.platform !== 'linux') return null
  try {
    const [stat, bootId] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ])
    // The name in field 2 may hold spaces and brackets, so count from its last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { isDead: fields[0] === 'Z' || fields[0] === 'X', startToken: `${bootId.trim()}/${fields[19]}` }
  } catch {
    return null
  }
}

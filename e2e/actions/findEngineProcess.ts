import { execFileSync } from 'node:child_process'

/** The engine's process id, by its parent; throws where there is none. */
export function findEngineProcess(parent: number | undefined): number {
  const output = execFileSync('ps', ['-o', 'pid=', '--ppid', String(parent)], { encoding: 'utf8' })
  const [pid] = output.trim().split(/\s+/).map(Number)
  if (!pid) throw new Error(`No child of process ${parent}.`)
  return pid
}

/** The built command line as a child process, seen from outside as a user's shell sees it. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const repositoryFolder = resolve(import.meta.dirname, '../..')
const sharedUserData = join(tmpdir(), 'ropewalk-test-user')
const program = resolve(repositoryFolder, 'bin/ropewalk.mjs')

export interface CliResult {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningCli {
  readonly process: ChildProcess
  /** Called with every complete line of stderr. */
  onErrorLine(listener: (line: string) => void): void
  readonly ended: Promise<CliResult>
}

/** @param userData where the program keeps what it learns of the machine; never a developer's own */
export function startCli(
  args: readonly string[],
  folder: string = repositoryFolder,
  userData: string = sharedUserData,
): RunningCli {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...process.env, XDG_CONFIG_HOME: userData, APPDATA: userData },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const listeners: ((line: string) => void)[] = []
  let stdout = ''
  let stderr = ''
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) for (const listener of listeners) listener(line)
  })
  return {
    process: child,
    onErrorLine: (listener) => listeners.push(listener),
    ended: new Promise((done, fail) => {
      child.on('error', fail)
      child.on('close', (code, signal) => done({ code, signal, stdout, stderr }))
    }),
  }
}

export function runCli(args: readonly string[], folder?: string, userData?: string): Promise<CliResult> {
  return startCli(args, folder, userData).ended
}

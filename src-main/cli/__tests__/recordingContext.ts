/** A context that keeps what a command writes. */
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { EngineHost } from '../../engine'
import type { CliContext } from '../context'

export interface RecordingContext extends CliContext {
  readonly out: () => string
  readonly error: () => string
}

export function createRecordingContext(host?: EngineHost): RecordingContext {
  const out: string[] = []
  const error: string[] = []
  return {
    writeOut: (text) => void out.push(text),
    writeError: (text) => void error.push(text),
    isTerminal: false,
    columns: 80,
    now: Date.now,
    signal: new AbortController().signal,
    resources: resolve(import.meta.dirname, '../../../resources'),
    userData: join(tmpdir(), 'ropewalk-no-such-user'),
    createEngineHost: () => {
      if (host === undefined) throw new Error('This command starts no engine.')
      return host
    },
    out: () => out.join(''),
    error: () => error.join(''),
  }
}

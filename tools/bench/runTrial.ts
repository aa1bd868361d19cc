/** One of the programs beside this file, in a process of its own: what it prints. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const runFile = promisify(execFile)

export async function runTrial(
  program: string,
  trial: object,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const args = ['--import', 'tsx', join(import.meta.dirname, program), JSON.stringify(trial)]
  const { stdout } = await runFile(process.execPath, args, { env: { ...process.env, ...environment } })
  return stdout
}

/** `ropewalk sign`: puts a team's signature on an experiment file. */
import { basename } from 'node:path'
import { parsePrivateKey, signExperiment } from '../../store'
import type { CliContext } from '../context'
import { readInputText } from '../readInputText'

export interface SignOptions {
  readonly key: string
  readonly name?: string
}

export async function signFile(path: string, { key, name }: SignOptions, context: CliContext): Promise<void> {
  const privateKey = parsePrivateKey(await readInputText(key, 'Key'), key)
  const signer = (name ?? nameOfKey(key)).slice(0, 200)
  const signedAt = new Date().toISOString()
  const fingerprint = await signExperiment(path, { privateKey, signer, signedAt })
  context.writeOut(`signed ${path} as ${signer}, key ${fingerprint}\n`)
}

function nameOfKey(path: string): string {
  return basename(path).replace(/(\.key)?\.pem$/i, '') || basename(path)
}

/** `ropewalk sign`: puts a team's signature on an experiment file. */
import { basename } from 'node:path'
import type { Command } from 'commander'
import { parsePrivateKey, signExperiment } from '../../store'
import type { CliContext } from '../context'
import { readInputText } from '../readInputText'

interface SignOptions {
  readonly key: string
  readonly name?: string
}

export function addSign(program: Command, context: CliContext): void {
  program
    .command('sign')
    .summary('sign an experiment file')
    .description(
      'Signs manifest and, through its hashes, every other part with an Ed25519 key. The file is verified first; a ' +
        'signature it has is replaced.',
    )
    .argument('<result.ropewalk>', 'experiment file')
    .requiredOption('--key <name.key.pem>', 'private key, as ropewalk keygen makes it')
    .option('--name <who>', "who signs; default the key's file name")
    .action(async (path: string, { key, name }: SignOptions) => {
      const privateKey = parsePrivateKey(await readInputText(key, 'Key'), key)
      const signer = (name ?? nameOfKey(key)).slice(0, 200)
      const signedAt = new Date().toISOString()
      const fingerprint = await signExperiment(path, { privateKey, signer, signedAt })
      context.writeOut(`signed ${path} as ${signer}, key ${fingerprint}\n`)
    })
}

function nameOfKey(path: string): string {
  return basename(path).replace(/(\.key)?\.pem$/i, '') || basename(path)
}

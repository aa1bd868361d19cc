/** `ropewalk keygen`: a pair of keys that a team signs experiment files with. */
import { open } from 'node:fs/promises'
import type { Command } from 'commander'
import { computeFingerprint, generateKeyPair, parsePublicKey, toTargetError } from '../../store'
import type { CliContext } from '../context'

/** Only its owner reads a private key. */
const PRIVATE_MODE = 0o600
const PUBLIC_MODE = 0o644

export function addKeygen(program: Command, context: CliContext): void {
  program
    .command('keygen')
    .summary('make a pair of keys to sign with')
    .description(
      'Writes <name>.key.pem, to be kept secret, and <name>.pub.pem, to be given to whoever checks signatures. Both are ' +
        'plain Ed25519 keys in PEM. Existing files are never replaced.',
    )
    .requiredOption('-o, --output <name>', 'path of both files, without their endings')
    .action(async ({ output }: { output: string }) => {
      const { privateKey, publicKey } = generateKeyPair()
      await writeNewFile(`${output}.key.pem`, privateKey, PRIVATE_MODE)
      await writeNewFile(`${output}.pub.pem`, publicKey, PUBLIC_MODE)
      context.writeError(`wrote ${output}.key.pem and ${output}.pub.pem\n`)
      context.writeOut(`${computeFingerprint(parsePublicKey(publicKey, output))}\n`)
    })
}

async function writeNewFile(path: string, text: string, mode: number): Promise<void> {
  try {
    const handle = await open(path, 'wx', mode)
    try {
      await handle.writeFile(text)
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    throw toTargetError(thrown, path)
  }
}

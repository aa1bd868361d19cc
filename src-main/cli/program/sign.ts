/** `ropewalk sign`: puts a team's signature on an experiment file. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import type { SignOptions } from '../commands/sign'

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
    .action(async (path: string, options: SignOptions) => {
      const { signFile } = await import('../commands/sign')
      await signFile(path, options, context)
    })
}

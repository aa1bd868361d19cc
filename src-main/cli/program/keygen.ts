/** `ropewalk keygen`: a pair of keys that a team signs experiment files with. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import type { KeygenOptions } from '../commands/keygen'

export function addKeygen(program: Command, context: CliContext): void {
  program
    .command('keygen')
    .summary('make a pair of keys to sign with')
    .description(
      'Writes <name>.key.pem, to be kept secret, and <name>.pub.pem, to be given to whoever checks signatures. Both are ' +
        'plain Ed25519 keys in PEM. Existing files are never replaced.',
    )
    .requiredOption('-o, --output <name>', 'path of both files, without their endings')
    .action(async (options: KeygenOptions) => {
      const { makeKeys } = await import('../commands/keygen')
      await makeKeys(options, context)
    })
}

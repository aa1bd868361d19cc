/** `ropewalk verify`: checks an experiment file against itself, and on request against the models. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import type { ExitCode } from '../exitCode'
import type { VerifyOptions } from '../commands/verify'
import { parseCount, parseSeed } from './commandOptions'

export function addVerify(program: Command, context: CliContext, finish: (code: ExitCode) => void): void {
  program
    .command('verify')
    .summary('check an experiment file')
    .description(
      'Checks hashes, structure and arithmetic of a .ropewalk file. With --rerun, evaluates cells again with the models ' +
        'and says which agree within the tolerance of the backend they were measured on.',
    )
    .argument('<result.ropewalk>', 'experiment file')
    .option('--rerun <n>', 'evaluate n cells again, chosen at random', parseCount)
    .option('--seed <s>', 'seed of the choice; default a new one each time', parseSeed)
    .option('--signed-by <name.pub.pem>', 'refuse the file unless it is signed with this key')
    .option(
      '--spec-folder <folder>',
      "folder the spec's paths are relative to; default the file's, then this one",
    )
    .action(async (path: string, options: VerifyOptions) => {
      const { verifyFile } = await import('../commands/verify')
      finish(await verifyFile(path, options, context))
    })
}

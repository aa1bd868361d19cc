/** The command tree. */
import { Command } from 'commander'
import { appVersion } from '../appVersion'
import { addDiff } from './diff'
import { addFindings } from './findings'
import { addFrequencies } from './frequencies'
import { addImport } from './import'
import { addInspect } from './inspect'
import { addKeygen } from './keygen'
import { addMeasure } from './measure'
import { addMerge } from './merge'
import { addPlan } from './plan'
import { addReport } from './report'
import { addRun } from './run'
import { addShow } from './show'
import { addSign } from './sign'
import { addVerify } from './verify'
import type { CliContext } from '../context'
import type { ExitCode } from '../exitCode'

/** @param finish tells the exit code of a command that neither throws nor ends with 0 */
export function createProgram(context: CliContext, finish: (code: ExitCode) => void): Command {
  const program = new Command('ropewalk')
    .description('Shows what RoPE extensions do to attention when a model reads past its trained length.')
    .version(appVersion)
    .showHelpAfterError(false)
    .addHelpText('after', EXAMPLES)
  addInspect(program, context)
  addFrequencies(program, context)
  addMeasure(program, context)
  addPlan(program, context, finish)
  addRun(program, context, finish)
  addShow(program, context)
  addFindings(program, context)
  addVerify(program, context, finish)
  addReport(program, context)
  addDiff(program, context)
  addImport(program, context)
  addMerge(program, context, finish)
  addKeygen(program, context)
  addSign(program, context)
  for (const command of [program, ...program.commands])
    command
      .exitOverride()
      .configureOutput({ writeOut: context.writeOut, writeErr: () => undefined, getOutHelpWidth: () => 100 })
  for (const command of program.commands) command.option('--verbose', 'more about an error')
  return program
}

const EXAMPLES = `
Examples:
  ropewalk inspect model.gguf
  ropewalk frequencies --model model.gguf --extension yarn:scale=4
  ropewalk measure model.gguf --text story.txt --extension ntk:scale=auto --tokens 2048
  ropewalk plan experiment.json
  ropewalk run experiment.json -o result.ropewalk --report result.html
  ropewalk verify result.ropewalk --rerun 5

Exit codes: 0 done, 1 a cell or check failed, 2 bad input, 130 cancelled.`

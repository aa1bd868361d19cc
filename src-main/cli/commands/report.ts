/** `ropewalk report`: an experiment file as a report to print or to send. */
import type { Command } from 'commander'
import type { CliContext } from '../context'
import { openContents } from '../openContents'
import { checkReportName, writeReport } from '../writeReport'

export function addReport(program: Command, context: CliContext): void {
  program
    .command('report')
    .summary('an experiment file as one HTML page')
    .description(
      'Writes one self-contained HTML file: findings, figures with their data, settings and provenance. It needs no ' +
        'network and no script, and prints on paper.',
    )
    .argument('<result.ropewalk>', 'experiment file')
    .requiredOption('-o, --output <report.html>', 'file to write; its ending names the format')
    .action(async (path: string, { output }: { output: string }) => {
      checkReportName(output)
      await writeReport(await openContents(path), output)
      context.writeError(`wrote ${output}\n`)
    })
}

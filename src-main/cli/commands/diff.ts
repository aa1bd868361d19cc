/** `ropewalk diff`: what differs between two experiment files, and nothing else. */
import type { Command } from 'commander'
import type { ExperimentDifference } from '../../contract'
import { diffExperiments, openExperiment } from '../../store'
import { jsonOption } from '../commandOptions'
import type { CliContext } from '../context'
import { safeText } from '../terminal/safeText'

export function addDiff(program: Command, context: CliContext): void {
  program
    .command('diff')
    .summary('what differs between two experiment files')
    .description('Compares settings to the letter and results within a tolerance; prints differences only.')
    .argument('<a.ropewalk>', 'experiment file')
    .argument('<b.ropewalk>', 'experiment file')
    .addOption(jsonOption())
    .action(async (pathA: string, pathB: string, options: { json?: true }) => {
      const a = await openExperiment(pathA)
      try {
        const b = await openExperiment(pathB)
        try {
          const difference = diffExperiments(a, b)
          context.writeOut(
            options.json === true ? `${JSON.stringify(difference, null, 2)}\n` : formatDiff(difference),
          )
        } finally {
          await b.close()
        }
      } finally {
        await a.close()
      }
    })
}

/** Cells listed by name; `--json` has them all. */
const MOST_CELLS = 40

function formatDiff({
  settings,
  cells,
  sameCells,
  onlyInA,
  onlyInB,
  tolerance,
}: ExperimentDifference): string {
  const lines = [
    ...settings.map(({ path, a, b }) => `  ${safeText(path)}: ${describe(a)} | ${describe(b)}`),
    ...cells
      .slice(0, MOST_CELLS)
      .map(({ id, fields }) => `  ${safeText(id)}: ${fields.map(({ path }) => safeText(path)).join(', ')}`),
    ...(cells.length > MOST_CELLS ? [`  and ${cells.length - MOST_CELLS} more cells`] : []),
    ...onlyInA.slice(0, MOST_CELLS).map((id) => `  only in the first: ${safeText(id)}`),
    ...onlyInB.slice(0, MOST_CELLS).map((id) => `  only in the second: ${safeText(id)}`),
  ]
  const counts =
    `${settings.length} settings differ; ${cells.length} of ${cells.length + sameCells} shared cells differ ` +
    `(tolerance ${tolerance.absolute} + ${tolerance.relative} relative); ` +
    `${onlyInA.length} cells only in the first, ${onlyInB.length} only in the second`
  return `${[counts, ...lines].join('\n')}\n`
}

function describe(json: string | null): string {
  return json === null ? '(absent)' : safeText(json)
}

/** `ropewalk diff`: what differs between two experiment files, and nothing else. */
import type { ExperimentDifference } from '../../contract'
import { readContents } from '../../report'
import { diffExperiments, openExperiment, warnOfModels } from '../../store'
import type { CliContext } from '../context'
import type { JsonOption } from '../program/commandOptions'
import { diffFindings, type FindingDifference } from '../diffFindings'
import { safeText } from '../terminal/safeText'

export async function printDiff(
  pathA: string,
  pathB: string,
  options: JsonOption,
  context: CliContext,
): Promise<void> {
  const comparison = await compareFiles(pathA, pathB)
  for (const warning of comparison.warnings) context.writeError(`ropewalk: ${safeText(warning)}\n`)
  context.writeOut(
    options.json === true
      ? `${JSON.stringify(comparison, null, 2)}\n`
      : `${formatDiff(comparison)}${comparison.findings.map(formatFinding).join('')}`,
  )
}

interface Comparison extends ExperimentDifference {
  /** What makes the files less comparable than they look. */
  readonly warnings: readonly string[]
  readonly findings: readonly FindingDifference[]
}

async function compareFiles(pathA: string, pathB: string): Promise<Comparison> {
  const a = await openExperiment(pathA)
  try {
    const b = await openExperiment(pathB)
    try {
      return {
        ...diffExperiments(a, b),
        warnings: warnOfModels(a, b),
        findings: diffFindings(await readContents(a), await readContents(b)),
      }
    } finally {
      await b.close()
    }
  } finally {
    await a.close()
  }
}

function formatFinding({ title, a, b }: FindingDifference): string {
  return `  ${title}\n    first:  ${a.verdict}: ${safeText(a.sentence)}\n    second: ${b.verdict}: ${safeText(b.sentence)}\n`
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

/** Longer settings, such as tables of frequencies, are cut; `--json` has them whole. */
const MOST_CHARACTERS = 160

function describe(json: string | null): string {
  if (json === null) return '(absent)'
  return safeText(json.length > MOST_CHARACTERS ? `${json.slice(0, MOST_CHARACTERS)}...` : json)
}

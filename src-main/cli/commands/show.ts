/** `ropewalk show`: the result of an experiment file, without model or engine. */
import { computeFindings, computeOverview, listStatements, type ExperimentContents } from '../../report'
import type { CliContext } from '../context'
import type { JsonOption } from '../program/commandOptions'
import { openContents } from '../openContents'
import { formatFacts } from '../terminal/formatTable'
import { formatResult } from '../terminal/formatResult'
import { safeText } from '../terminal/safeText'

export async function printResult(path: string, options: JsonOption, context: CliContext): Promise<void> {
  const contents = await openContents(path)
  for (const warning of contents.warnings) context.writeError(`ropewalk: ${safeText(warning)}\n`)
  context.writeOut(
    options.json === true ? `${JSON.stringify(toShowJson(contents), null, 2)}\n` : format(contents),
  )
}

/** Documented in docs/cli.md and kept stable. */
function toShowJson(contents: ExperimentContents) {
  const { manifest } = contents
  return {
    title: manifest.spec.title,
    createdAt: manifest.createdAt,
    appVersion: manifest.appVersion,
    engine: manifest.engine,
    models: manifest.models.map(({ label, path, sha256 }) => ({ label, path, sha256 })),
    cells: manifest.cells,
    results: computeOverview(contents).map(({ variant, contextTokens, ...measures }) => ({
      model: variant.modelLabel,
      extension: variant.extension,
      contextTokens,
      ...measures,
    })),
    findings: listStatements(computeFindings(contents)),
    failed: contents.cells.flatMap((cell) =>
      cell.status === 'failed' ? [{ id: cell.id, code: cell.error.code, message: cell.error.message }] : [],
    ),
  }
}

function format(contents: ExperimentContents): string {
  const { spec, engine, cells, createdAt, appVersion, models } = contents.manifest
  const head = formatFacts([
    ['title', safeText(spec.title)],
    ['made', `${createdAt}, Ropewalk ${safeText(appVersion)}`],
    ['models', models.map(({ label }) => safeText(label)).join(', ')],
    ['engine', safeText(`llama.cpp ${engine.llamaRelease}, ${engine.backend}, ${engine.threads} threads`)],
    ['cells', `${cells.done} of ${cells.planned} done, ${cells.failed} failed`],
  ])
  return `${head}\n${formatResult(contents)}\n`
}

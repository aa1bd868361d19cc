/** `ropewalk findings`: the paper's findings on an experiment file, with the numbers behind them. */
import {
  compareTableOne,
  computeAnswerSources,
  composeFindingSections,
  computeDivergences,
  computeFindings,
  computeRetrievalHeads,
  listRefusals,
  listStatements,
  type DivergenceReference,
  type ExperimentContents,
  type Variant,
} from '../../report'
import type { CliContext } from '../context'
import type { JsonOption } from '../program/commandOptions'
import { openContents } from '../openContents'
import { formatSection } from '../terminal/formatSection'
import { safeText } from '../terminal/safeText'

export async function printFindings(path: string, options: JsonOption, context: CliContext): Promise<void> {
  const contents = await openContents(path)
  for (const warning of contents.warnings) context.writeError(`ropewalk: ${safeText(warning)}\n`)
  context.writeOut(
    options.json === true
      ? `${JSON.stringify(toFindingsJson(contents), null, 2)}\n`
      : composeFindingSections(contents).map(formatSection).join('\n'),
  )
}

/** Documented in docs/cli.md and kept stable. */
function toFindingsJson(contents: ExperimentContents) {
  const divergences = computeDivergences(contents)
  const findings = computeFindings(contents)
  return {
    title: contents.manifest.spec.title,
    statements: listStatements(findings),
    divergences: divergences.map(({ variant, reference, ...measure }) => ({
      model: variant.modelLabel,
      extension: variant.extension,
      ...measure,
      reference: toReferenceJson(reference),
    })),
    tableOne: compareTableOne(contents.manifest, divergences).map(({ reference, ...order }) => ({
      ...order,
      reference: toReferenceJson(reference),
    })),
    refusals: listRefusals(contents.manifest),
    retrievalHeads: ofEveryTask(contents, computeRetrievalHeads),
    answerSources: ofEveryTask(contents, computeAnswerSources),
    ...findings,
  }
}

/** Measures of every task that has them, with the task's index and variants by name. */
function ofEveryTask<T extends { readonly variant: Variant }>(
  contents: ExperimentContents,
  compute: (contents: ExperimentContents, task: number) => readonly T[],
) {
  return contents.manifest.spec.tasks.flatMap((_, task) =>
    compute(contents, task).map(({ variant, ...measure }) => ({
      task,
      model: variant.modelLabel,
      extension: variant.extension,
      ...measure,
    })),
  )
}

function toReferenceJson({ kind, variant, contextTokens, alignment }: DivergenceReference) {
  return { kind, model: variant.modelLabel, extension: variant.extension, contextTokens, alignment }
}

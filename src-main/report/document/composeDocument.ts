/** From an experiment to its report, in a fixed order. Pure: the same contents give the same document. */
import type { ExperimentContents } from '../contents'
import { computeFindings } from '../findings/findingsOf'
import type { Fact, ReportDocument, Section } from './model'
import { withDrawnFigures } from './withDrawnFigures'
import { composeAnswerSources } from './sections/answerSources'
import { composeDistance } from './sections/distance'
import { composeDivergence } from './sections/divergence'
import { composeEntropy } from './sections/entropy'
import { composeFailures } from './sections/failures'
import { composeFindings } from './sections/findings'
import { composeMethods } from './sections/methods'
import { composePerplexity } from './sections/perplexity'
import { composeProvenance } from './sections/provenance'
import { composeRetrieval } from './sections/retrieval'
import { composeRetrievalHeads } from './sections/retrievalHeads'
import { composeRuler } from './sections/ruler'
import { composeSettings } from './sections/settings'
import { composeSummary } from './sections/summary'

/**
 * @param shown the same experiment with less in its results; findings, what compares with `none`, and everything about
 *   how it was made are of the whole experiment, so that a choice of results cannot change what they say
 */
export function composeDocument(
  contents: ExperimentContents,
  shown: ExperimentContents = contents,
): ReportDocument {
  const { spec } = contents.manifest
  const findings = computeFindings(contents)
  const sections: (Section | null)[] = [
    composeSummary(shown, findings),
    composePerplexity(shown),
    composeRetrieval(shown),
    composeRuler(shown),
    composeEntropy(shown),
    composeDistance(shown),
    composeDivergence(contents),
    composeRetrievalHeads(contents),
    composeAnswerSources(contents),
    composeFindings(findings),
    composeFailures(contents),
    composeSettings(contents),
    composeProvenance(contents),
    composeMethods(contents),
  ]
  return {
    title: spec.title,
    authors: [],
    description: spec.description ?? null,
    facts: listHeadFacts(contents),
    cells: contents.manifest.cells,
    sections: sections.flatMap((section) => (section === null ? [] : withDrawnFigures(section))),
  }
}

/** The part of the report that is about the findings: divergence, retrieval heads, sources of answers, statistics. */
export function composeFindingSections(contents: ExperimentContents): Section[] {
  const sections = [
    composeDivergence(contents),
    composeRetrievalHeads(contents),
    composeAnswerSources(contents),
    composeFindings(computeFindings(contents)),
  ]
  return sections.flatMap((section) => (section === null ? [] : withDrawnFigures(section)))
}

function listHeadFacts({ manifest }: ExperimentContents): Fact[] {
  const { models, cells, engine, createdAt, appVersion } = manifest
  return [
    { name: models.length === 1 ? 'Model' : 'Models', value: models.map(({ label }) => label).join(', ') },
    { name: 'Cells', value: `${cells.done} of ${cells.planned} done, ${cells.failed} failed` },
    { name: 'Engine', value: `llama.cpp ${engine.llamaRelease}, ${engine.backend}` },
    { name: 'Made', value: `${createdAt.slice(0, 10)}, Ropewalk ${appVersion}` },
  ]
}

/** Findings that two experiments tell differently. */
import { computeFindings, listStatements, type ExperimentContents, type FindingStatement } from '../report'

export interface FindingDifference {
  readonly title: string
  readonly a: Pick<FindingStatement, 'verdict' | 'sentence'>
  readonly b: Pick<FindingStatement, 'verdict' | 'sentence'>
}

/** Findings are matched by title; a sentence that differs, a number in it included, is a difference. */
export function diffFindings(a: ExperimentContents, b: ExperimentContents): FindingDifference[] {
  const ofB = new Map(listStatements(computeFindings(b)).map((statement) => [statement.title, statement]))
  return listStatements(computeFindings(a)).flatMap((statement) => {
    const other = ofB.get(statement.title)
    if (other === undefined || isSame(statement, other)) return []
    return [{ title: statement.title, a: toSides(statement), b: toSides(other) }]
  })
}

function isSame(a: FindingStatement, b: FindingStatement): boolean {
  return a.verdict === b.verdict && a.sentence === b.sentence
}

function toSides({ verdict, sentence }: FindingStatement): FindingDifference['a'] {
  return { verdict, sentence }
}

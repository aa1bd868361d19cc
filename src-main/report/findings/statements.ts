/** The findings as titled sentences, task by task, also where an experiment has nothing to say about one. */
import type { Verdict } from '../../contract'
import type { PatternFinding, TrainingLengthFinding, UncertaintyFinding } from '../../core/findings'
import { titleOfTask } from '../measures/taskNames'
import type { Findings, TaskFinding } from './findingsOf'

export interface FindingStatement {
  readonly title: string
  /** What the finding says, in plain words. */
  readonly claim: string
  readonly verdict: Verdict
  readonly sentence: string
}

/** A statement, and the statistics behind it; null where the experiment has none. */
export interface StatedFinding<F> {
  readonly statement: FindingStatement
  readonly told: TaskFinding<F> | null
}

export interface StatedFindings {
  readonly pattern: readonly StatedFinding<PatternFinding>[]
  readonly uncertainty: readonly StatedFinding<UncertaintyFinding>[]
  readonly trainingLength: readonly StatedFinding<TrainingLengthFinding>[]
}

/** Each finding once for every task it is told from, by the task's name where there are several. */
export function stateFindings({
  patternByTask,
  uncertaintyByTask,
  trainingLengthByTask,
}: Findings): StatedFindings {
  return {
    pattern: stateByTask(PATTERN, patternByTask),
    uncertainty: stateByTask(UNCERTAINTY, uncertaintyByTask),
    trainingLength: stateByTask(TRAINING_LENGTH, trainingLengthByTask),
  }
}

/** The statements alone, in the order of the findings. */
export function listStatements(findings: Findings): FindingStatement[] {
  const { pattern, uncertainty, trainingLength } = stateFindings(findings)
  return [...pattern, ...uncertainty, ...trainingLength].map(({ statement }) => statement)
}

type Judged = Pick<FindingStatement, 'verdict' | 'sentence'>

interface FindingWords extends Pick<FindingStatement, 'title' | 'claim'> {
  /** Said where no task can tell. */
  readonly without: string
}

const PATTERN: FindingWords = {
  title: 'Finding 1: attention pattern',
  claim:
    'with a RoPE extension, a model that reads past its trained length attends much as it does within it, and reads well.',
  without: 'This experiment has no finished perplexity cell.',
}

const UNCERTAINTY: FindingWords = {
  title: 'Finding 2: attention uncertainty',
  claim: 'answers fail where attention is spread over many tokens.',
  without: 'This experiment has no retrieval task.',
}

const TRAINING_LENGTH: FindingWords = {
  title: 'Finding 3: training length',
  claim: 'training on longer windows makes attention at long lengths less spread, and more answers right.',
  without:
    'This experiment has no two checkpoints of one model, trained at different lengths with the same frequencies.',
}

function stateByTask<F extends Judged>(
  { title, claim, without }: FindingWords,
  byTask: readonly TaskFinding<F>[],
): StatedFinding<F>[] {
  if (byTask.length === 0)
    return [{ statement: { title, claim, verdict: 'cannot-tell', sentence: without }, told: null }]
  return byTask.map((told) => {
    const { verdict, sentence } = told.finding
    return { statement: { title: titleOfTask(title, told), claim, verdict, sentence }, told }
  })
}

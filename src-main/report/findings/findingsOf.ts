/** The three findings of Zhong et al. 2025 on the cells of an experiment: what command line, report and window show. */
import {
  computePatternFinding,
  computeTrainingLengthFinding,
  computeUncertaintyFinding,
  type PatternFinding,
  type TrainingLengthFinding,
  type UncertaintyFinding,
} from '../../core/findings'
import { readContents, type ExperimentContents } from '../contents'
import { listTasksOf, type NamedTask } from '../measures/taskNames'
import type { ReportSource } from '../source'
import { collectCheckpointRows } from './checkpointRows'
import { findCheckpoints } from './checkpoints'
import { collectPatternRows } from './patternRows'
import { collectRetrievalRows } from './retrievalRows'

/** Each finding on every task it can be told from, and by itself that of the first of them. */
export interface Findings {
  readonly pattern: PatternFinding
  /** Of every perplexity task that has a finished cell. */
  readonly patternByTask: readonly TaskFinding<PatternFinding>[]
  /** Null where no task asks for answers. */
  readonly uncertainty: UncertaintyFinding | null
  /** Of every task that asks for answers. */
  readonly uncertaintyByTask: readonly TaskFinding<UncertaintyFinding>[]
  /** Null where no two models are checkpoints that differ in training length. */
  readonly trainingLength: TrainingLengthFinding | null
  /** Of every task that asks for answers; where none does, of every perplexity task. */
  readonly trainingLengthByTask: readonly TaskFinding<TrainingLengthFinding>[]
}

export interface TaskFinding<F> extends NamedTask {
  readonly finding: F
}

/** Reads the heads it needs from the file; resampling is seeded by the experiment's seed. */
export async function findingsOf(source: ReportSource): Promise<Findings> {
  return computeFindings(await readContents(source))
}

export function computeFindings(contents: ExperimentContents): Findings {
  const { spec } = contents.manifest
  const settings = { seed: spec.seed }
  const answers = listTasksOf(spec.tasks, 'answer').map((named) => ({
    ...named,
    rows: collectRetrievalRows(contents, named.task),
  }))
  const patternByTask = listTasksOf(spec.tasks, 'score')
    .map((named) =>
      toTaskFinding(
        named,
        computePatternFinding(collectPatternRows(contents, named.task), settings, answers),
      ),
    )
    .filter(({ finding }) => finding.rows > 0)
  const uncertaintyByTask = answers.map((named) =>
    toTaskFinding(named, computeUncertaintyFinding(named.rows, settings)),
  )
  const trainingLengthByTask = computeTrainingLengths(contents)
  return {
    pattern: patternByTask.at(0)?.finding ?? computePatternFinding([], settings, answers),
    patternByTask,
    uncertainty: uncertaintyByTask.at(0)?.finding ?? null,
    uncertaintyByTask,
    trainingLength: trainingLengthByTask.at(0)?.finding ?? null,
    trainingLengthByTask,
  }
}

function toTaskFinding<F>({ task, name, isAlone }: NamedTask, finding: F): TaskFinding<F> {
  return { task, name, isAlone, finding }
}

function computeTrainingLengths(contents: ExperimentContents): TaskFinding<TrainingLengthFinding>[] {
  const { manifest } = contents
  const checkpoints = findCheckpoints(manifest)
  if (checkpoints === null) return []
  const { shorter, longer, start } = checkpoints
  const variants = start === null ? [shorter, longer] : [start, shorter, longer]
  const answering = listTasksOf(manifest.spec.tasks, 'answer')
  const told: readonly NamedTask[] =
    answering.length > 0 ? answering : listTasksOf(manifest.spec.tasks, 'score')
  return told.map((named) =>
    toTaskFinding(
      named,
      computeTrainingLengthFinding(collectCheckpointRows(contents, variants, named.task), {
        seed: manifest.spec.seed,
        shorterTrained: shorter.label,
        longerTrained: longer.label,
        ...(start === null ? {} : { beforeTraining: start.label }),
        longAboveTokens: shorter.trainedContextTokens,
      }),
    ),
  )
}

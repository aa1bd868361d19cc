/** The three findings of Zhong et al. 2025 on the cells of an experiment: what command line, report and window show. */
import { taskFamily } from '../../contract'
import {
  computePatternFinding,
  computeTrainingLengthFinding,
  computeUncertaintyFinding,
  type PatternFinding,
  type TrainingLengthFinding,
  type UncertaintyFinding,
} from '../../core/findings'
import { readContents, type ExperimentContents } from '../contents'
import type { ReportSource } from '../source'
import { collectCheckpointRows } from './checkpointRows'
import { findCheckpoints } from './checkpoints'
import { collectPatternRows } from './patternRows'
import { nameTasks } from '../measures/taskNames'
import { collectRetrievalRows } from './retrievalRows'

export interface Findings {
  readonly pattern: PatternFinding
  /** Of the first task that asks for answers; null where there is none. */
  readonly uncertainty: UncertaintyFinding | null
  /** Of every task that asks for answers. */
  readonly uncertaintyByTask: readonly TaskUncertainty[]
  /** Null where no two models are checkpoints that differ in training length. */
  readonly trainingLength: TrainingLengthFinding | null
}

export interface TaskUncertainty {
  /** Index in the spec. */
  readonly task: number
  readonly name: string
  readonly finding: UncertaintyFinding
}

/** Reads the heads it needs from the file; resampling is seeded by the experiment's seed. */
export async function findingsOf(source: ReportSource): Promise<Findings> {
  return computeFindings(await readContents(source))
}

export function computeFindings(contents: ExperimentContents): Findings {
  const { spec } = contents.manifest
  const settings = { seed: spec.seed }
  const names = nameTasks(spec.tasks)
  const answering = spec.tasks.flatMap(({ kind }, task) =>
    taskFamily(kind) === 'answer'
      ? [{ task, name: names[task], rows: collectRetrievalRows(contents, task) }]
      : [],
  )
  const uncertaintyByTask = answering.map(({ task, name, rows }) => ({
    task,
    name,
    finding: computeUncertaintyFinding(rows, settings),
  }))
  return {
    pattern: computePatternFinding(collectPatternRows(contents), settings, answering.at(0)?.rows ?? []),
    uncertainty: uncertaintyByTask.at(0)?.finding ?? null,
    uncertaintyByTask,
    trainingLength: computeTrainingLength(contents),
  }
}

function computeTrainingLength(contents: ExperimentContents): TrainingLengthFinding | null {
  const checkpoints = findCheckpoints(contents.manifest)
  if (checkpoints === null) return null
  const { shorter, longer, start } = checkpoints
  const variants = start === null ? [shorter, longer] : [start, shorter, longer]
  return computeTrainingLengthFinding(collectCheckpointRows(contents, variants), {
    seed: contents.manifest.spec.seed,
    shorterTrained: shorter.label,
    longerTrained: longer.label,
    ...(start === null ? {} : { beforeTraining: start.label }),
    longAboveTokens: shorter.trainedContextTokens,
  })
}

/** Evaluates cells of an experiment file again, on this machine, and compares. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { type Cell, type EngineClient, type ExperimentDifference } from '../../contract'
import {
  diffExperiments,
  readKeptTexts,
  toleranceOfBackends,
  type Journal,
  type StoredExperiment,
} from '../../store'
import {
  createStudyFiles,
  prepareStudy,
  refuseChangedInputs,
  runStudy,
  withKeptTexts,
  type StudyEvent,
} from '../../study'
import { appVersion } from '../appVersion'
import type { EngineHost } from '../../engine'

export interface RerunRequest {
  readonly experiment: StoredExperiment
  readonly count: number
  readonly seed: number
  /** Folder that paths of the spec are relative to. */
  readonly folder: string
  /** Folder of the bundled resources. */
  readonly resources: string
  readonly signal: AbortSignal
  readonly onEvent: (event: StudyEvent) => void
}

export interface Rerun {
  readonly status: 'done' | 'cancelled'
  readonly cells: number
  readonly difference: ExperimentDifference
}

/**
 * Texts that the file keeps are read from it. Cells are chosen at random among those that came to a result, each at most once.
 *
 * @throws RopewalkError `model.changed`, `text.changed` where a file is not the one that was measured
 */
export async function rerunCells(
  client: EngineClient,
  host: EngineHost,
  request: RerunRequest,
): Promise<Rerun> {
  const { experiment, folder, resources, signal, onEvent } = request
  const study = await prepareStudy(
    experiment.manifest.spec,
    withKeptTexts(createStudyFiles(folder, resources), await readKeptTexts(experiment.path)),
    client,
    { signal, onEvent },
  )
  refuseChangedInputs(experiment.manifest, study)
  const chosen = chooseCells(experiment.cells, request.count, request.seed)
  const ids = new Set(chosen.map(({ id }) => id))
  const journal = new MemoryJournal()
  const { status } = await runStudy({
    study: { ...study, cells: study.cells.filter(({ id }) => ids.has(id)) },
    host,
    journal,
    appVersion,
    signal,
    onEvent,
  })
  const repeated = journal.cells.filter(({ id }) => ids.has(id))
  const evaluated = new Set(repeated.map(({ id }) => id))
  const original = chosen.filter(({ id }) => evaluated.has(id))
  const difference = diffExperiments(
    withCells(experiment, original),
    withCells(experiment, repeated),
    toleranceOfBackends(experiment.manifest.engine, study.engine),
  )
  return { status, cells: original.length, difference }
}

/** Keeps cells in memory: what is evaluated to check a file is not written to one. */
class MemoryJournal implements Journal {
  readonly recovered: readonly Cell[] = []
  readonly cells: Cell[] = []

  append(cell: Cell): Promise<void> {
    this.cells.push(cell)
    return Promise.resolve()
  }

  finish(): Promise<void> {
    return Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

function withCells(experiment: StoredExperiment, cells: readonly Cell[]): StoredExperiment {
  const { path, manifest, timings, warnings } = experiment
  const readTensors = (cell: Cell) => experiment.readTensors(cell)
  return { path, manifest, timings, warnings, cells, readTensors, close: () => Promise.resolve() }
}

/** Fisher-Yates over the finished cells, cut after the first `count`. */
function chooseCells(cells: readonly Cell[], count: number, seed: number): Cell[] {
  const random = xoroshiro128plus(seed)
  const pool = cells.filter(({ status }) => status === 'done')
  const wanted = Math.min(count, pool.length)
  for (let i = 0; i < wanted; i++) {
    const other = uniformInt(random, i, pool.length - 1)
    const cell = pool[other]
    pool[other] = pool[i]
    pool[i] = cell
  }
  return pool.slice(0, wanted)
}

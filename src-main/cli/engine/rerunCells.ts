/** Evaluates cells of an experiment file again, on this machine, and compares. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import type { Cell, EngineClient, ExperimentDifference, NamedTensor } from '../../contract'
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
import { explainPrompt, type AskedCell } from './explainPrompt'

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
  /** By id, of cells that differ: why their prompts do. */
  readonly changedPrompts: ReadonlyMap<string, string>
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
  const asked = journal.asked.filter(({ cell }) => ids.has(cell.id))
  const repeated = asked.map(({ cell }) => cell)
  const evaluated = new Set(repeated.map(({ id }) => id))
  const original = chosen.filter(({ id }) => evaluated.has(id))
  const difference = diffExperiments(
    withCells(experiment, original),
    withCells(experiment, repeated),
    toleranceOfBackends(experiment.manifest.engine, study.engine),
  )
  const differing = new Set(difference.cells.map(({ id }) => id))
  const changedPrompts = await explainPrompts(
    experiment,
    original.filter(({ id }) => differing.has(id)),
    asked,
  )
  return { status, cells: original.length, difference, changedPrompts }
}

async function explainPrompts(
  experiment: StoredExperiment,
  cells: readonly Cell[],
  asked: readonly AskedCell[],
): Promise<Map<string, string>> {
  const reasons = new Map<string, string>()
  for (const cell of cells) {
    const after = asked.find((each) => each.cell.id === cell.id)
    if (after === undefined) continue
    const before = { cell, tensors: await experiment.readTensors(cell) }
    const reason = explainPrompt(experiment.manifest, before, after)
    if (reason !== null) reasons.set(cell.id, reason)
  }
  return reasons
}

/** Keeps cells in memory: what is evaluated to check a file is not written to one. */
class MemoryJournal implements Journal {
  readonly recovered: readonly Cell[] = []
  readonly asked: AskedCell[] = []

  append(cell: Cell, tensors: readonly NamedTensor[]): Promise<void> {
    // Of the tensors the prompt is all that is looked at.
    this.asked.push({ cell, tensors: tensors.filter(({ name }) => name === 'promptTokens') })
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

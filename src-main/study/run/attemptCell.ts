/** One try at a cell. What goes wrong becomes a failed cell, unless it concerns the whole run. */
import { assertNever, toWireError } from '../../contract'
import type { CancelSignal, Cell, CellKey, ErrorCode, NamedTensor, WireError } from '../../contract'
import { toObservationTensors } from '../observe/observationTensors'
import { summarizeObservation } from '../observe/summarizeObservation'
import type { CellGroup } from '../plan/groupCells'
import type { PreparedStudy } from '../plan/prepareStudy'
import { throwIfCancelled } from '../untilCancelled'
import type { CellResult } from './cellResult'
import type { EngineSeat } from './EngineSeat'
import { runAnswer } from './runAnswer'
import { runScoring } from './runScoring'

export interface CellAttempt {
  readonly cell: Cell
  readonly tensors: readonly NamedTensor[]
  readonly evaluatedTokens: number
  readonly reusedTokens: number
}

export interface AttemptOptions {
  readonly study: PreparedStudy
  readonly seat: EngineSeat
  readonly signal?: CancelSignal | undefined
}

/** The run ends with these; every other error ends the cell. */
const endingCodes: readonly ErrorCode[] = ['run.cancelled', 'engine.unavailable', 'backend.unavailable']
const lostCodes: readonly ErrorCode[] = ['engine.crashed', 'engine.hung']

/** @throws RopewalkError `run.cancelled`, `engine.unavailable`, `backend.unavailable` */
export async function attemptCell(
  options: AttemptOptions,
  key: CellKey,
  group: CellGroup,
): Promise<CellAttempt> {
  try {
    const result = await runCell(options, key, group)
    return finishCell(options, key, group, result)
  } catch (thrown) {
    // Whatever a call says after the run was cancelled (its process may be gone by then) is no result of the cell.
    throwIfCancelled(options.signal)
    const error = toWireError(thrown)
    if (endingCodes.includes(error.code)) throw thrown
    if (lostCodes.includes(error.code)) options.seat.lose(thrown)
    return failCell(options, key, group, error)
  }
}

async function runCell(
  { study, seat, signal }: AttemptOptions,
  key: CellKey,
  group: CellGroup,
): Promise<CellResult> {
  const opened = await seat.open(group)
  const work = await seat.prepareTask(key).build(key.item)
  switch (work.kind) {
    case 'score':
      return runScoring(opened, key, work, study.spec.observation, signal)
    case 'answer':
      return runAnswer(opened, work, signal)
    default:
      return assertNever(work)
  }
}

function finishCell(
  { seat }: AttemptOptions,
  key: CellKey,
  group: CellGroup,
  { outcome, observation, tensors, evaluatedTokens, reusedTokens }: CellResult,
): CellAttempt {
  return {
    cell: {
      ...key,
      ...describeExtension(seat, group),
      status: 'done',
      outcome,
      observation: summarizeObservation(observation),
      // The journal fills in where the tensors lie.
      tensors: [],
    },
    tensors: [...toObservationTensors(observation), ...tensors],
    evaluatedTokens,
    reusedTokens,
  }
}

function failCell({ seat }: AttemptOptions, key: CellKey, group: CellGroup, error: WireError): CellAttempt {
  return {
    cell: { ...key, ...describeExtension(seat, group), status: 'failed', error },
    tensors: [],
    evaluatedTokens: 0,
    reusedTokens: 0,
  }
}

/** As written, where no session told what it resolves to. */
function describeExtension(seat: EngineSeat, group: CellGroup) {
  const applied = seat.findApplied(group)
  return {
    resolvedExtension: applied?.resolvedSpec ?? group.extension,
    attentionFactor: applied?.attentionFactor ?? null,
  }
}

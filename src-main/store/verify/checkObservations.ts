/** Observed numbers keep to their ranges, summaries are the means of the tensors they stand for, needles stand where they are said to. */
import {
  findTensor,
  RopewalkError,
  type Cell,
  type FinishedCell,
  type NamedTensor,
  type TensorOf,
} from '../../contract'
import type { StoredExperiment } from '../ports'
import { checkNeedles, toPlacedNeedle, type PlacedNeedle } from './checkNeedles'
import { checkSummary } from './checkSummary'
import { toCheck, type VerificationCheck } from './verificationCheck'

/** As rows are checked while they are observed: |sum - 1| < 1e-3. */
const MASS_TOLERANCE = 1e-3
/** Entropies are sums of float32 terms; a uniform row may round above ln n. */
const ENTROPY_TOLERANCE_NATS = 1e-3

export async function checkObservations(experiment: StoredExperiment): Promise<VerificationCheck[]> {
  const finished = experiment.cells.filter(isFinished)
  const unreadable: string[] = []
  const unequal: string[] = []
  const needles: PlacedNeedle[] = []
  const masses = finished.flatMap(({ id, observation }) => findMassProblems(id, observation.distanceMass))
  const entropies = finished.flatMap(findEntropyProblems)
  for (const cell of finished) {
    const tensors = await readTensors(experiment, cell)
    if (tensors instanceof RopewalkError) {
      unreadable.push(`${cell.id}: ${tensors.details.reason}`)
      continue
    }
    const distance = findTensor(tensors, 'distanceMass')
    if (distance !== undefined) masses.push(...findRowProblems(cell.id, distance))
    unequal.push(...checkSummary(cell, tensors))
    needles.push(...toPlacedNeedle(cell, tensors))
  }
  return [
    toCheck('tensors', `The tensors of all ${finished.length} finished cells can be read.`, unreadable),
    toCheck('distance.sums', 'Attention by distance sums to 1 within 0.001 everywhere.', masses),
    toCheck('entropy.range', 'Every entropy lies between 0 and ln n.', entropies),
    toCheck('summary.means', 'Every summary is the mean of its per-head values.', unequal),
    checkNeedles(needles),
  ]
}

function isFinished(cell: Cell): cell is FinishedCell {
  return cell.status === 'done'
}

async function readTensors(
  experiment: StoredExperiment,
  cell: FinishedCell,
): Promise<NamedTensor[] | RopewalkError> {
  try {
    return await experiment.readTensors(cell)
  } catch (thrown) {
    if (thrown instanceof RopewalkError && thrown.code === 'experiment.damaged') return thrown
    throw thrown
  }
}

function findMassProblems(what: string, masses: Iterable<number>): string[] {
  let sum = 0
  for (const mass of masses) sum += mass
  return Math.abs(sum - 1) <= MASS_TOLERANCE
    ? []
    : [`${what}: attention by distance sums to ${sum.toFixed(6)}`]
}

/** @param tensor [layer, head, distance] */
function findRowProblems(id: string, { shape, data }: TensorOf<'distanceMass'>): string[] {
  const bins = shape[2]
  const problems: string[] = []
  for (let row = 0; row < shape[0] * shape[1]; row++)
    problems.push(
      ...findMassProblems(
        `${id}, layer ${Math.floor(row / shape[1])}, head ${row % shape[1]}`,
        data.subarray(row * bins, (row + 1) * bins),
      ),
    )
  return problems
}

function findEntropyProblems({ id, contextTokens, observation, outcome }: FinishedCell): string[] {
  const entropies: [string, number | null][] = [
    ['meanEntropyNats', observation.meanEntropyNats],
    ['lastQueryEntropyNats', observation.lastQueryEntropyNats],
  ]
  const normalized: [string, number | null][] = [['meanNormalizedEntropy', observation.meanNormalizedEntropy]]
  if (outcome.kind === 'answer') {
    const { uncertainty } = outcome
    normalized.push(['normalizedEntropy', uncertainty.normalizedEntropy])
    entropies.push(
      ['entropyNats', uncertainty.entropyNats],
      ['entropyOfMeanNats', uncertainty.entropyOfMeanNats],
      ['prefillEntropyNats', uncertainty.prefillEntropyNats],
      ...uncertainty.perTokenEntropyNats.map((value): [string, number] => ['perTokenEntropyNats', value]),
    )
  }
  return [...findOutside(id, entropies, Math.log(contextTokens)), ...findOutside(id, normalized, 1)]
}

function findOutside(id: string, values: readonly [string, number | null][], limit: number): string[] {
  return values
    .filter(([, value]) => value !== null && (value < 0 || value > limit + ENTROPY_TOLERANCE_NATS))
    .map(([name, value]) => `${id}: ${name} is ${value}, outside 0 to ${limit.toFixed(4)}`)
}

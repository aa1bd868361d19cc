/** A cell's summary against the per-head tensors it is the mean of. */
import { findTensor, headMeasureNames, type FinishedCell, type NamedTensor } from '../../contract'

/** Tensors may be kept as float32 (relative rounding 6e-8); summation order differs. */
const RELATIVE_TOLERANCE = 1e-6
const ABSOLUTE_TOLERANCE = 1e-9

/**
 * A measure without a tensor of its name is left out.
 *
 * @returns what differs beyond 1e-6, each without a full stop
 */
export function checkSummary({ id, observation }: FinishedCell, tensors: readonly NamedTensor[]): string[] {
  const problems = headMeasureNames.flatMap((name) => {
    const tensor = findTensor(tensors, name)
    return tensor === undefined ? [] : compare(`${id}: ${name}`, observation[name], computeMean(tensor.data))
  })
  const distance = findTensor(tensors, 'distanceMass')
  if (distance === undefined) return problems
  const bins = observation.distanceMass.length
  if (distance.shape.at(-1) !== bins)
    return [...problems, `${id}: the summary and the tensor have other distance bins`]
  const perBin = observation.distanceMass.flatMap((mass, bin) =>
    compare(
      `${id}: distanceMass of bin ${bin}`,
      mass,
      computeMean(distance.data.filter((_, i) => i % bins === bin)),
    ),
  )
  return [...problems, ...perBin]
}

/** Mean over layers and heads that have a value; null where none has. */
function computeMean(values: ArrayLike<number>): number | null {
  let sum = 0
  let count = 0
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue
    sum += values[i]
    count++
  }
  return count === 0 ? null : sum / count
}

function compare(what: string, stated: number | null, computed: number | null): string[] {
  if (stated === computed) return []
  if (stated !== null && computed !== null) {
    const allowed = ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * Math.abs(computed)
    if (Math.abs(stated - computed) <= allowed) return []
  }
  return [`${what} is ${stated}, the mean of its heads ${computed}`]
}

/** NLL token by token, as a cell keeps it. */
import type { NamedTensor } from '../../contract'
import type { ScoringWindow } from '../../tasks'
import { keepTensor } from './keepTensor'

/** `nllNats` [token] and, beside it, each token's position in its window; windows one after another. */
export function toScoreTensors(
  windows: readonly ScoringWindow[],
  nllNats: readonly Float64Array[],
): NamedTensor[] {
  const nll = nllNats.flatMap((window) => [...window])
  const positions = windows.flatMap(({ score }) =>
    Array.from({ length: score.end - score.first }, (_, i) => score.first + i),
  )
  return [keepTensor('nllNats', [nll.length], nll), keepTensor('nllPositions', [nll.length], positions)]
}

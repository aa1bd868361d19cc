/** NLL token by token, as a cell keeps it. */
import type { NamedTensor } from '../../contract'
import type { ScoringWindow } from '../../tasks'

/** `nllNats` [token] and, beside it, each token's position in its window; windows one after another. */
export function toScoreTensors(
  windows: readonly ScoringWindow[],
  nllNats: readonly Float64Array[],
): NamedTensor[] {
  const nll = nllNats.flatMap((window) => [...window])
  const positions = windows.flatMap(({ score }) =>
    Array.from({ length: score.end - score.first }, (_, i) => score.first + i),
  )
  const shape = [nll.length]
  const axes = ['token']
  return [
    { name: 'nllNats', unit: 'nats', dtype: 'f32', shape, axes, data: Float32Array.from(nll) },
    { name: 'nllPositions', unit: 'tokens', dtype: 'i32', shape, axes, data: Int32Array.from(positions) },
  ]
}

/** A tensor as a cell keeps it: unit, axes and type are those of the table of measures. */
import { InvariantError, tensorTable } from '../../contract'
import type { NamedTensor, TensorName } from '../../contract'

/** @param values rounded to float32 where that is what is kept; bit patterns for binary16 */
export function keepTensor(
  name: TensorName,
  shape: readonly number[],
  values: ArrayLike<number>,
): NamedTensor {
  const { unit, axes, dtype } = tensorTable[name]
  const head = { name, unit, axes, shape }
  switch (dtype) {
    case 'f32':
      return { ...head, dtype, data: Float32Array.from(values) }
    case 'i32':
      return { ...head, dtype, data: Int32Array.from(values) }
    case 'f16':
      return { ...head, dtype, data: toHalves(name, values) }
  }
}

function toHalves(name: TensorName, values: ArrayLike<number>): Uint16Array<ArrayBuffer> {
  if (values instanceof Uint16Array) return Uint16Array.from(values)
  throw new InvariantError(`Tensor ${name} is kept as bit patterns of binary16.`)
}

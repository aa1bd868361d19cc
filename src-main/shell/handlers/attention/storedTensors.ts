/** Tensors of a cell by name. */
import type { Dtype, NamedTensor } from '../../../contract'

type TensorOf<D extends Dtype> = Extract<NamedTensor, { dtype: D }>

/** Undefined where there is none of that name and type. */
export function findTensor<D extends Dtype>(
  tensors: readonly NamedTensor[],
  name: string,
  dtype: D,
): TensorOf<D> | undefined {
  return tensors.find((tensor): tensor is TensorOf<D> => tensor.name === name && tensor.dtype === dtype)
}

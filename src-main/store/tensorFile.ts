/**
 * The tensor file of one cell: the data of its tensors one after another, little-endian, each at a multiple of
 * 8 bytes, zeros between. Names, shapes and offsets stand in the cell's line.
 */
import { endianness } from 'node:os'
import {
  findTensorConflict,
  InvariantError,
  type Dtype,
  type NamedTensor,
  type TensorEntry,
} from '../contract'
import { toDamagedError } from './damage'

const TENSOR_ALIGNMENT_BYTES = 8

const ELEMENT_BYTES: Readonly<Record<Dtype, number>> = { f32: 4, f64: 8, i32: 4, f16: 2, u8: 1 }

/** @throws InvariantError where the data does not fill the shape, a name occurs twice, or a tensor contradicts the table of measures */
export function encodeTensors(tensors: readonly NamedTensor[]): {
  entries: TensorEntry[]
  bytes: Uint8Array
} {
  refuseBigEndian()
  const entries: TensorEntry[] = []
  let end = 0
  for (const { name, unit, dtype, axes, shape, data } of tensors) {
    if (data.length !== countElements(shape) || axes.length !== shape.length)
      throw new InvariantError(
        `Tensor ${name} of shape [${shape.join()}] and axes [${axes.join()}] holds ${data.length} values.`,
      )
    if (entries.some((entry) => entry.name === name))
      throw new InvariantError(`Two tensors are called ${name}.`)
    const conflict = findTensorConflict({ name, unit, dtype, axes })
    if (conflict !== null) throw new InvariantError(`Not as the table of measures has it: ${conflict}.`)
    const offset = alignUp(end)
    entries.push({ name, unit, dtype, axes: [...axes], shape: [...shape], offset, bytes: data.byteLength })
    end = offset + data.byteLength
  }
  const bytes = new Uint8Array(alignUp(end))
  for (const [index, { data }] of tensors.entries())
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), entries[index].offset)
  return { entries, bytes }
}

/**
 * @param bytes the whole tensor file
 * @throws RopewalkError `experiment.damaged` for an entry that does not fit the file, its own shape or the table of measures
 */
export function decodeTensors(
  entries: readonly TensorEntry[],
  bytes: Uint8Array,
  where: string,
): NamedTensor[] {
  refuseBigEndian()
  return entries.map((entry) => {
    const problem = findTensorProblem(entry, bytes.length)
    if (problem !== null) throw toDamagedError(where, problem)
    // A copy of its own: a view of the file would be misaligned, and keep the whole file in memory.
    return decodeTensor(
      entry,
      new Uint8Array(bytes.subarray(entry.offset, entry.offset + entry.bytes)).buffer,
    )
  })
}

/** Why an entry cannot lie in a tensor file of `fileBytes`; null when it can. */
function findTensorProblem(entry: TensorEntry, fileBytes: number): string | null {
  const { name, dtype, shape, axes, offset, bytes } = entry
  if (offset % TENSOR_ALIGNMENT_BYTES !== 0)
    return `tensor ${name} starts at byte ${offset}, not a multiple of 8`
  if (offset + bytes > fileBytes)
    return `tensor ${name} ends at byte ${offset + bytes} of a part of ${fileBytes} bytes`
  if (axes.length !== shape.length)
    return `tensor ${name} has ${shape.length} dimensions and ${axes.length} axes`
  if (countElements(shape) * ELEMENT_BYTES[dtype] !== bytes)
    return `tensor ${name} of shape [${shape.join()}] and type ${dtype} has ${bytes} bytes`
  return findTensorConflict(entry)
}

function decodeTensor(entry: TensorEntry, buffer: ArrayBuffer): NamedTensor {
  const { name, unit, axes, shape } = entry
  const head = { name, unit, axes, shape }
  switch (entry.dtype) {
    case 'f32':
      return { ...head, dtype: 'f32', data: new Float32Array(buffer) }
    case 'f64':
      return { ...head, dtype: 'f64', data: new Float64Array(buffer) }
    case 'i32':
      return { ...head, dtype: 'i32', data: new Int32Array(buffer) }
    case 'f16':
      return { ...head, dtype: 'f16', data: new Uint16Array(buffer) }
    case 'u8':
      return { ...head, dtype: 'u8', data: new Uint8Array(buffer) }
  }
}

function countElements(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1)
}

function alignUp(bytes: number): number {
  return Math.ceil(bytes / TENSOR_ALIGNMENT_BYTES) * TENSOR_ALIGNMENT_BYTES
}

/** Typed arrays are written as they lie in memory; every platform we ship for is little-endian. */
function refuseBigEndian(): void {
  if (endianness() !== 'LE') throw new InvariantError('Tensor files need a little-endian machine.')
}

/** Arrays that cross a boundary or lie in a file: always with their shape and axis names, never as JSON. */

export interface TensorData {
  f32: Float32Array<ArrayBuffer>
  f64: Float64Array<ArrayBuffer>
  i32: Int32Array<ArrayBuffer>
  /** IEEE 754 binary16 bit patterns. */
  f16: Uint16Array<ArrayBuffer>
  u8: Uint8Array<ArrayBuffer>
}

export type Dtype = keyof TensorData

/** Row-major. `axes[i]` names dimension i, e.g. `['layer', 'head', 'distance']`. */
export type Tensor = {
  [D in Dtype]: {
    readonly dtype: D
    readonly shape: readonly number[]
    readonly axes: readonly string[]
    readonly data: TensorData[D]
  }
}[Dtype]

export type NamedTensor = Tensor & { readonly name: string; readonly unit: string }

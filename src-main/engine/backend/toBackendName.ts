import type { LlamaGpuType } from 'node-llama-cpp'
import type { BackendName } from '../../contract'

/** node-llama-cpp's word for a backend as ours; `false` is its word for none. */
export function toBackendName(gpu: LlamaGpuType): BackendName {
  return gpu === false ? 'cpu' : gpu
}

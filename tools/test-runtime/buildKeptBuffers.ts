/** vitest's global set-up of the project `vulkan`. */
import { compileLibrary } from './compileLibrary'
import { keptBuffersPath } from './keepBuffers'

export default function buildKeptBuffers(): void {
  compileLibrary('keep-buffers.cpp', keptBuffersPath)
}

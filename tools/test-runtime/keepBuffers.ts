/** Puts keep-buffers.cpp in front of the Vulkan loader, before ggml-vulkan is loaded: Mesa's device needs it (why: see there). */
import { constants } from 'node:os'
import { resolve } from 'node:path'

/** Built by buildKeptBuffers.ts before the first test of the project `vulkan`. */
export const keptBuffersPath = resolve(import.meta.dirname, '../../build/tests/keep-buffers.node')

export function keepBuffers(): void {
  process.dlopen({ exports: {} }, keptBuffersPath, constants.dlopen.RTLD_NOW | constants.dlopen.RTLD_GLOBAL)
}

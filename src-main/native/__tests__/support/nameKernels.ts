/** A program for a process of its own, which chooses kernels once: prints which run and which could, or why none are chosen. */
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import { RopewalkError } from '../../../contract'
import { loadAddon, toRopewalkError } from '../../index'

const llama = await getLlama({
  gpu: false,
  build: 'never',
  skipDownload: true,
  logLevel: LlamaLogLevel.error,
})
process.stdout.write(JSON.stringify(nameKernels()))
await llama.dispose()

function nameKernels(): object {
  try {
    const { kernelInstructions, availableKernelInstructions } = loadAddon().attach(() => undefined)
    return { kernelInstructions, availableKernelInstructions }
  } catch (thrown) {
    const error = toRopewalkError(thrown)
    if (error instanceof RopewalkError) return { code: error.code, message: error.message }
    throw error
  }
}

/** A program for a process of its own: loads the model at the given path and ends without closing anything. */
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import { loadAddon } from '../../index'

const llama = await getLlama({
  gpu: false,
  build: 'never',
  skipDownload: true,
  logLevel: LlamaLogLevel.error,
})
const addon = loadAddon()
addon.attach(() => undefined)
const model = await addon.loadModel({ path: process.argv[2], gpuLayers: 0 }, () => undefined).model
process.stdout.write(`${model.layerCount} layers, gpu ${String(llama.gpu)}`)

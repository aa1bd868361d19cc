/** llama.cpp on the CPU and the two models of the benchmarks, each loaded when it is first asked for. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import type { Llama } from 'node-llama-cpp'
import { loadAddon } from '../../src-main/native'
import type { AttachedLibrary, NativeModel } from '../../src-main/native'
import { generateBenchmarkModel } from '../reference'
import type { ModelName } from './benchmark'
import type { Clock } from './stopwatch'

export interface BenchModel {
  readonly path: string
  readonly native: NativeModel
  readonly threads: number
  readonly clock: Clock
}

const samplePath = join(import.meta.dirname, '../../resources/models/ropewalk-sample-base.gguf')

export class BenchModels {
  readonly library: AttachedLibrary
  readonly #llama: Llama
  readonly #folder: string
  readonly #threads: number
  readonly #clock: Clock
  readonly #addon: ReturnType<typeof loadAddon>
  #loaded: { readonly name: ModelName; readonly model: BenchModel } | null = null

  private constructor(llama: Llama, folder: string, threads: number, clock: Clock) {
    this.#llama = llama
    this.#folder = folder
    this.#threads = threads
    this.#clock = clock
    this.#addon = loadAddon()
    this.library = this.#addon.attach(() => undefined)
  }

  /** `threads` are for the large model; the sample model runs on one, as in the engine. */
  static async start(threads: number, clock: Clock = 'wall'): Promise<BenchModels> {
    const llama = await getLlama({
      gpu: false,
      build: 'never',
      skipDownload: true,
      logLevel: LlamaLogLevel.error,
    })
    return new BenchModels(llama, await mkdtemp(join(tmpdir(), 'ropewalk-bench-')), threads, clock)
  }

  /** One model is in memory at a time. */
  async load(name: ModelName): Promise<BenchModel> {
    if (this.#loaded?.name === name) return this.#loaded.model
    await this.#unload()
    const path =
      name === 'sample' ? samplePath : await generateBenchmarkModel(join(this.#folder, '160m.gguf'))
    const model = await this.open(path, name === 'sample' ? 1 : this.#threads)
    this.#loaded = { name, model }
    return model
  }

  async open(path: string, threads: number): Promise<BenchModel> {
    const native = await this.#addon.loadModel({ path, gpuLayers: 0 }, () => undefined).model
    return { path, native, threads, clock: this.#clock }
  }

  async stop(): Promise<void> {
    await this.#unload()
    await this.#llama.dispose()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #unload(): Promise<void> {
    await this.#loaded?.model.native.dispose()
    this.#loaded = null
  }
}

/** llama.cpp, the addon and small generated models for one test file; all of it is gone when the file ends. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import type { Llama } from 'node-llama-cpp'
import { afterAll, afterEach, beforeAll } from 'vitest'
import {
  bosToken,
  generatePlantedModel,
  generateRandomModel,
  randomModelRecipes,
} from '../../../../tools/reference'
import type { PlantedPattern, RandomModelName } from '../../../../tools/reference'
import type { Evaluation, Generation } from '../../../contract'
import { loadAddon } from '../../index'
import { keepBuffers } from '../../../../tools/test-runtime/keepBuffers'
import type {
  NativeAddon,
  NativeEvaluationRequest,
  NativeGenerationRequest,
  NativeLog,
  NativeModel,
  NativeSession,
  NativeSessionOptions,
} from '../../index'

/** The project of vitest.config.ts says on which backend, and with how many layers of a model there, a test file runs. */
export const testBackend = process.env.ROPEWALK_TEST_BACKEND ?? 'cpu'
const testGpuLayers = testBackend === 'cpu' ? 0 : Number(process.env.ROPEWALK_TEST_GPU_LAYERS ?? 999)

export interface TestModel {
  readonly path: string
  readonly model: NativeModel
}

/** Registers the hooks of a test file; sessions are closed after each test. */
export function useNative(): TestNative {
  const native = new TestNative()
  beforeAll(() => native.start())
  afterEach(() => native.closeSessions())
  afterAll(() => native.stop())
  return native
}

export class TestNative {
  readonly addon: NativeAddon = loadAddon()
  readonly logs: NativeLog[] = []
  readonly #models = new Map<string, TestModel>()
  readonly #sessions: NativeSession[] = []
  #llama: Llama | undefined
  #folder = ''

  async start(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'ropewalk-native-'))
    if (testBackend === 'vulkan') keepBuffers()
    this.#llama = await getLlama({
      gpu: testBackend === 'vulkan' ? 'vulkan' : false,
      build: 'never',
      skipDownload: true,
      logLevel: LlamaLogLevel.error,
    })
    this.addon.attach((log) => this.logs.push(log))
  }

  async stop(): Promise<void> {
    await this.closeSessions()
    for (const { model } of this.#models.values()) await model.dispose()
    await this.#llama?.dispose()
    await rm(this.#folder, { recursive: true, force: true })
  }

  pathOf(name: string): string {
    return join(this.#folder, name)
  }

  /** Loaded once per file. */
  async random(name: RandomModelName): Promise<TestModel> {
    return this.load(`random-${name}`, (path) => generateRandomModel(path, randomModelRecipes[name]))
  }

  /** Loaded once per file. */
  async planted(pattern: PlantedPattern): Promise<TestModel> {
    return this.load(`planted-${pattern}`, (path) => generatePlantedModel(path, pattern))
  }

  /** By default a context of 512 tokens in micro-batches of 64, flash attention with f16 keys, one thread. */
  async open({ model }: TestModel, options: Partial<NativeSessionOptions> = {}): Promise<NativeSession> {
    const session = await model.openSession({ ...defaultOptions, ...options })
    this.#sessions.push(session)
    return session
  }

  async closeSessions(): Promise<void> {
    for (const session of this.#sessions.splice(0)) await session.dispose()
  }

  /** `generate` writes the model the first time it is asked for. */
  async load(name: string, generate: (path: string) => Promise<string>): Promise<TestModel> {
    const loaded = this.#models.get(name)
    if (loaded) return loaded
    const path = await generate(this.pathOf(`${name}.gguf`))
    const model = await this.addon.loadModel({ path, gpuLayers: testGpuLayers }, () => undefined).model
    const entry = { path, model }
    this.#models.set(name, entry)
    return entry
  }
}

/** The whole sequence scored unless `score` says otherwise. */
export function evaluate(
  session: NativeSession,
  tokens: Int32Array,
  request: Partial<Omit<NativeEvaluationRequest, 'tokens'>> = {},
): Promise<Evaluation> {
  const score = { first: 0, end: tokens.length }
  return session.evaluate({ tokens, score, observation: null, ...request }, () => undefined)
}

/** Whatever is not asked for is left out. */
export function generate(
  session: NativeSession,
  request: Pick<NativeGenerationRequest, 'prompt' | 'maxNewTokens'> & Partial<NativeGenerationRequest>,
): Promise<Generation> {
  const nothing = Int32Array.of()
  return session.generate(
    { reusePoints: nothing, expected: nothing, stopTokens: nothing, observation: null, ...request },
    () => undefined,
  )
}

/** BOS, then bytes without a short period [n]. */
export function listTokens(n: number, seed = 1): Int32Array {
  return Int32Array.from({ length: n }, (_, i) =>
    i === 0 ? bosToken : (i * 37 + ((i * i) % 11) * 5 + ((seed * i) % 7) + seed) % 256,
  )
}

const defaultOptions: NativeSessionOptions = {
  contextTokens: 512,
  microBatchTokens: 64,
  threads: 1,
  flashAttention: true,
  cacheType: 'f16',
}

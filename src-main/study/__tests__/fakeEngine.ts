/**
 * A scripted engine for tests of the runner. It finds the key of a passkey prompt under yarn only, and does what its script
 * says in the calls it is asked to disturb. Calls are logged as short lines.
 */
import { RopewalkError } from '../../contract'
import type {
  CancelSignal,
  EngineApi,
  EngineClient,
  EvaluationRequest,
  Generation,
  MemoryEstimate,
  ModelDescription,
  SessionSettings,
} from '../../contract'
import type { EngineHost } from '../../engine/ports'
import { bosToken, createWordTokenizer, eosToken } from '../../tasks/__tests__/wordTokenizer'
import { makeObservation } from './observation'

export interface EngineScript {
  /** Called before every call with its log line; throws what the call shall fail with. */
  readonly disturb?: (call: string, start: number) => void
  /** Waited for inside evaluate and generate. */
  readonly wait?: (signal: CancelSignal | undefined) => Promise<void>
  readonly memory?: Partial<MemoryEstimate>
  /** What of a model's file differs from the others. */
  readonly describe?: (path: string) => Partial<ModelDescription>
  /** NLL of every scored token; 2 where it is left out. */
  readonly nllNats?: number
}

export class FakeEngineHost implements EngineHost {
  readonly calls: string[] = []
  readonly prompts: {
    readonly settings: SessionSettings
    readonly text: string
    readonly tokens: number[]
  }[] = []
  readonly evaluations: EvaluationRequest[] = []
  starts = 0
  readonly #script: EngineScript
  #client: EngineClient | null = null

  constructor(script: EngineScript = {}) {
    this.#script = script
  }

  async start(): Promise<EngineClient> {
    if (this.#client !== null) return this.#client
    this.starts++
    this.#client = this.#serve(this.starts)
    return this.#client
  }

  async stop(): Promise<void> {
    this.#client = null
  }

  #serve(start: number): EngineClient {
    const tokenizer = createWordTokenizer()
    const sessions = new Map<number, SessionSettings>()
    const models = new Set<number>()
    const open = async (call: string): Promise<void> => {
      if (this.#client === null) throw new RopewalkError('engine.crashed', 'The engine is gone.')
      this.calls.push(call)
      try {
        this.#script.disturb?.(call, start)
      } catch (thrown) {
        const lost = thrown instanceof RopewalkError && /^engine\.(crashed|hung)$/.test(thrown.code)
        if (lost) this.#client = null
        throw thrown
      }
    }
    const sessionOf = (sessionId: number): SessionSettings => {
      const settings = sessions.get(sessionId)
      if (settings === undefined) throw new Error(`no session ${sessionId}`)
      return settings
    }
    const nameOf = ({ extension, contextTokens }: SessionSettings): string => `${extension} n${contextTokens}`
    const api: { [M in keyof EngineApi]: EngineClient[M] } = {
      describe: async () => ({
        llamaRelease: 'b1',
        addonRelease: 'b1',
        backend: 'cpu',
        devices: ['CPU'],
        backends: [],
        kernelInstructions: 'avx2',
        features: ['AVX2', 'FMA'],
        cpuModel: 'test',
        defaultThreads: 2,
      }),
      inspectModel: async ({ path }) => {
        await open(`inspect ${path}`)
        return { ...describeModel(path), ...this.#script.describe?.(path) }
      },
      estimateMemory: async ({ contextTokens }) => {
        await open(`estimate n${contextTokens}`)
        return {
          weightBytes: 100,
          keyValueBytes: contextTokens,
          computeBytes: 0,
          observerBytes: 0,
          totalBytes: 100 + contextTokens,
          freeBytes: 1_000_000,
          advice: 'A shorter context helps.',
          ...this.#script.memory,
        }
      },
      loadModel: async ({ path }) => {
        await open(`load ${path}`)
        const modelId = this.calls.length
        models.add(modelId)
        return {
          modelId,
          description: describeModel(path),
          bosToken,
          eosToken,
          endOfGenerationTokens: [eosToken],
          addsBos: true,
          vocabularySize: 1000,
        }
      },
      unloadModel: async ({ modelId }) => {
        await open('unload')
        models.delete(modelId)
      },
      tokenize: async ({ text }) => tokenizer.encode(text),
      detokenize: async ({ tokens }) => tokenizer.decode(tokens),
      tokenTexts: ({ tokens }) =>
        Promise.all(Array.from(tokens, (token) => tokenizer.decode(Int32Array.of(token)))),
      openSession: async (settings) => {
        await open(`session ${nameOf(settings)}`)
        if (!models.has(settings.modelId)) throw new Error('no such model')
        const sessionId = this.calls.length
        sessions.set(sessionId, settings)
        return {
          sessionId,
          settings: {
            flashAttention: true,
            cacheType: 'f16',
            threads: 2,
            microBatchTokens: 128,
            applyToSlidingWindowLayers: false,
            ...settings,
          },
          extension: {
            resolvedSpec: settings.extension.replace('auto', String(settings.contextTokens / 128)),
            geometry: describeModel('').rotary,
            inverseFrequencies: [1, 0.5],
            attentionFactor: 1,
            rotatedLayers: [0, 1],
            unrotatedLayers: [],
            slidingWindowLayers: [],
            rewrittenNodes: 4,
          },
        }
      },
      closeSession: async ({ sessionId }) => {
        await open('close')
        sessions.delete(sessionId)
      },
      evaluate: async (request, options) => {
        const settings = sessionOf(request.sessionId)
        await open(`evaluate ${nameOf(settings)}`)
        await this.#script.wait?.(options?.signal)
        this.evaluations.push(request)
        const { first, end } = request.score ?? { first: 0, end: 0 }
        return {
          nllNats: Float64Array.from({ length: end - first }, () => this.#script.nllNats ?? 2),
          reusedTokens: 0,
          evaluatedTokens: request.tokens.length,
          observation: request.observation ? makeObservation(request.observation, [0, 1, 2]) : null,
        }
      },
      generate: async ({ sessionId, prompt, expected, observation }, options): Promise<Generation> => {
        const settings = sessionOf(sessionId)
        await open(`generate ${nameOf(settings)}`)
        await this.#script.wait?.(options?.signal)
        const text = await tokenizer.decode(prompt)
        this.prompts.push({ settings, text, tokens: [...prompt] })
        const key = /pass key is (\d+)\./.exec(text)?.[1] ?? ''
        const tokens = Int32Array.from(
          await tokenizer.encode(settings.extension.startsWith('yarn') ? ` ${key}` : ' 0'),
        )
        const positions = Array.from({ length: tokens.length + 1 }, (_, i) => prompt.length - 1 + i)
        return {
          tokens,
          logProbabilities: new Float64Array(tokens.length),
          expectedNllNats: new Float64Array(expected?.length ?? 0).fill(this.#script.nllNats ?? 2),
          stoppedBy: 'stop-token',
          reusedTokens: 7,
          evaluatedTokens: prompt.length - 7,
          observation: observation ? makeObservation(observation, positions) : null,
        }
      },
    }
    return { ...api, on: () => () => {} }
  }
}

function describeModel(path: string): ModelDescription {
  return {
    path,
    fileBytes: 10,
    filePaths: ['model.gguf'],
    name: null,
    architecture: 'llama',
    ggufVersion: 3,
    tensorCount: 1,
    parameterCount: 1,
    weightBytes: 1,
    quantization: 'F16',
    layerCount: 2,
    headCount: 2,
    keyValueHeadCount: 2,
    headDimensions: 4,
    embeddingLength: 8,
    vocabularySize: 1000,
    declaredContextTokens: 128,
    rotary: { rotaryDimensions: 4, ropeBase: 10_000, trainedContextTokens: 128 },
    trainedContextSource: 'context-length-key',
    rotaryLayout: 'adjacent',
    declaredScaling: {
      type: 'none',
      factor: null,
      originalContextTokens: null,
      attentionFactor: null,
      factorTensors: [],
    },
    nativeEquivalent: 'none',
    slidingWindow: null,
    tokenizerModel: 'gpt2',
    tokenizerPre: null,
    addsBos: true,
  }
}

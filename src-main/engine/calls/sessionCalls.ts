/** The engine's calls that evaluate: one piece of native work at a time, every input checked before. */
import { RopewalkError } from '../../contract'
import type {
  CancelSignal,
  EngineClient,
  EvaluationRequest,
  GenerationRequest,
  ObservationRequest,
} from '../../contract'
import { toRopewalkError } from '../../native'
import type { NativeSession, ProgressListener } from '../../native'
import { checkObservation, checkSpan } from '../checks/checkObservation'
import { checkScores } from '../checks/checkScores'
import { checkLength, checkTokens } from '../checks/checkTokens'
import type { EngineEventHub } from '../EngineEventHub'
import type { LoadedModels } from '../model/LoadedModels'
import type { OpenSessions, SessionInMemory } from '../session/OpenSessions'
import type { WorkQueue } from '../work/WorkQueue'

export interface SessionCallParts {
  readonly models: LoadedModels
  readonly sessions: OpenSessions
  readonly queue: WorkQueue
  readonly hub: EngineEventHub
}

export type SessionCalls = Pick<EngineClient, 'openSession' | 'closeSession' | 'evaluate' | 'generate'>

export function buildSessionCalls({ models, sessions, queue, hub }: SessionCallParts): SessionCalls {
  async function work<T>(
    sessionId: number,
    start: (native: NativeSession, onProgress: ProgressListener) => Promise<T>,
    signal?: CancelSignal,
  ): Promise<T> {
    const { native } = sessions.get(sessionId)
    const onProgress: ProgressListener = (evaluatedTokens, totalTokens) =>
      hub.emit('evaluationProgress', { sessionId, evaluatedTokens, totalTokens })
    try {
      return await queue.add({ run: () => start(native, onProgress), cancel: () => native.cancel() }, signal)
    } catch (error) {
      throw toRopewalkError(error)
    }
  }

  return {
    openSession: async (settings) => sessions.open(models.get(settings.modelId), settings),
    closeSession: async ({ sessionId }) => sessions.close(sessionId),
    evaluate: async (request, options) => {
      checkEvaluation(request, sessions.get(request.sessionId))
      const { tokens, score = null } = request
      const observation = withRowSource(request.observation, sessions.get(request.sessionId))
      const evaluation = await work(
        request.sessionId,
        (native, onProgress) => native.evaluate({ tokens, score, observation }, onProgress),
        options?.signal,
      )
      checkScores(evaluation.nllNats, score?.first ?? 0)
      return evaluation
    },
    generate: async (request, options) => {
      checkGeneration(request, sessions.get(request.sessionId))
      const { prompt, expected = new Int32Array(), maxNewTokens } = request
      const observation = withRowSource(request.observation, sessions.get(request.sessionId))
      const reusePoints = Int32Array.from(request.reusePoints ?? [])
      const stopTokens = Int32Array.from(request.stopTokens)
      const generation = await work(
        request.sessionId,
        (native, onProgress) =>
          native.generate(
            { prompt, reusePoints, expected, maxNewTokens, stopTokens, observation },
            onProgress,
          ),
        options?.signal,
      )
      checkScores(generation.logProbabilities, prompt.length)
      checkScores(generation.expectedNllNats, prompt.length)
      return generation
    },
  }
}

/** Rows come from what the session's graph has: operands of flash attention, or the softmax nodes without it. */
function withRowSource(
  observation: ObservationRequest | undefined,
  { settings }: SessionInMemory,
): ObservationRequest | null {
  if (observation === undefined) return null
  return { rowSource: settings.flashAttention ? 'flash-operands' : 'softmax-nodes', ...observation }
}

function checkEvaluation({ tokens, score, observation }: EvaluationRequest, session: SessionInMemory): void {
  checkLength(tokens.length, tokens.length, session.settings.contextTokens)
  checkTokens(tokens, session.model.native.vocabularySize)
  if (score) checkSpan('score', score, tokens.length)
  if (observation) checkObservation(observation, findExtent(session, tokens.length))
}

function checkGeneration(request: GenerationRequest, session: SessionInMemory): void {
  const { prompt, expected, maxNewTokens, stopTokens, observation } = request
  const mostTokens = prompt.length + maxNewTokens
  checkLength(mostTokens, prompt.length, session.settings.contextTokens)
  checkTokens(prompt, session.model.native.vocabularySize)
  if (expected) {
    checkTokens(expected, session.model.native.vocabularySize)
    checkAnswer(expected.length, maxNewTokens)
  }
  checkTokens(Int32Array.from(stopTokens), session.model.native.vocabularySize)
  if (!observation) return
  const predicting = { ...observation, queries: { kind: 'last', count: maxNewTokens } } as const
  checkObservation(predicting, findExtent(session, mostTokens))
}

function checkAnswer(expectedTokens: number, maxNewTokens: number): void {
  if (expectedTokens <= maxNewTokens) return
  throw new RopewalkError(
    'input.invalid',
    `Expected answer longer than what is generated: ${expectedTokens} tokens. Expected at most ${maxNewTokens}. ` +
      'Generate more tokens, or ask for a shorter answer.',
    { expectedTokens, maxNewTokens },
  )
}

function findExtent({ model }: SessionInMemory, tokens: number) {
  return { layers: model.native.layerCount, heads: model.native.headCount, tokens }
}

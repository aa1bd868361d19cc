/** Runs an answer cell: greedy continuation with its attention observed, and the likelihood of the true answer. */
import { InvariantError, RopewalkError } from '../../contract'
import type { AnswerOutcome, CancelSignal, Observation } from '../../contract'
import { classifyFailure } from '../../core/answers'
import type { AnswerWork } from '../../tasks'
import { toAnswerTensors } from '../observe/answerTensors'
import { listAttendedKeys } from '../observe/attendedKeys'
import { computeAnswerUncertainty } from '../observe/answerUncertainty'
import type { CountVisibleKeys } from '../observe/answerUncertainty'
import { requestAnswerObservation } from '../observe/observationRequests'
import { computeMeanOverHeads } from '../observe/summarizeObservation'
import { requireObservation } from './cellResult'
import type { CellResult } from './cellResult'
import type { OpenedCellGroup } from './EngineSeat'
import { untilCancelled } from '../untilCancelled'

export async function runAnswer(
  group: OpenedCellGroup,
  work: AnswerWork,
  signal?: CancelSignal,
): Promise<CellResult> {
  const { client, model, session, tokenizer } = group
  const { sessionId } = session
  const generation = await untilCancelled(
    signal,
    client.generate(
      {
        sessionId,
        prompt: work.prompt,
        reusePoints: work.reusePoints,
        expected: work.expectedTokens,
        maxNewTokens: work.maxNewTokens,
        stopTokens: work.stopTokens,
        observation: requestAnswerObservation(work),
      },
      signal && { signal },
    ),
  )
  const observation = requireObservation(generation.observation)
  const answerText = await tokenizer.decode(generation.tokens)
  const judgement = work.judge(answerText, generation.tokens)
  const outcome: AnswerOutcome = {
    kind: 'answer',
    promptTokens: work.prompt.length,
    placedDepthPercent: work.placedDepthPercent,
    ...(work.askedDepthPercent === undefined ? {} : { askedDepthPercent: work.askedDepthPercent }),
    needle: work.needle,
    ...(work.needles === undefined ? {} : { needles: work.needles }),
    ...(work.haystack === undefined ? {} : { haystack: work.haystack }),
    expected: work.expected,
    answerText,
    answerTokens: [...generation.tokens],
    stoppedBy: generation.stoppedBy,
    ...judgement,
    failure: classifyFailure({ answerText, expected: work.expected, ...judgement }),
    expectedLogProbability: sumLogProbability(generation.expectedNllNats),
    expectedTokens: work.expectedTokens.length,
    uncertainty: computeAnswerUncertainty(observation, generation.tokens.length, createKeyCount(group)),
    needleMass: computeNeedleMass(observation),
    attendedKeys: await listAttendedKeys(
      { prompt: work.prompt, answer: generation.tokens, observation },
      (tokens) => untilCancelled(signal, client.tokenTexts({ modelId: model.modelId, tokens })),
    ),
  }
  return {
    outcome,
    observation,
    tensors: toAnswerTensors(work, generation.tokens, observation),
    evaluatedTokens: generation.evaluatedTokens,
    reusedTokens: generation.reusedTokens,
  }
}

/** Sliding-window layers see at most their window. */
function createKeyCount({ model, session }: OpenedCellGroup): CountVisibleKeys {
  const windowTokens = model.description.slidingWindow?.windowTokens ?? Infinity
  const windowLayers = new Set(session.extension.slidingWindowLayers)
  return (layer, position) => Math.min(position + 1, windowLayers.has(layer) ? windowTokens : Infinity)
}

function sumLogProbability(nllNats: Float64Array): number {
  const sumNats = nllNats.reduce((sum, nll) => sum + nll, 0)
  if (Number.isFinite(sumNats)) return -sumNats
  throw new RopewalkError(
    'engine.failed',
    `No probability for the expected answer: NLL is ${sumNats}. Expected a finite number. ` +
      'The model overflows under this extension or its weights are damaged.',
  )
}

function computeNeedleMass({ keySpans }: Observation): number {
  const mass = keySpans === null ? null : computeMeanOverHeads(keySpans.mass)
  if (mass === null) throw new InvariantError('The engine observed no mass on the needle.')
  return mass
}

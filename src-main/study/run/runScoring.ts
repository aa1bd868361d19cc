/** Runs a scoring cell: evaluates its windows, observing the first. */
import { RopewalkError } from '../../contract'
import type { CancelSignal, CellKey, Evaluation, ExperimentSpec } from '../../contract'
import type { ScoringWork } from '../../tasks'
import { requestScoringObservation } from '../observe/observationRequests'
import { toScoreTensors } from '../observe/scoreTensors'
import { requireObservation } from './cellResult'
import type { CellResult } from './cellResult'
import type { OpenedCellGroup } from './EngineSeat'
import { untilCancelled } from '../untilCancelled'

export async function runScoring(
  { client, session }: OpenedCellGroup,
  { item }: CellKey,
  work: ScoringWork,
  settings: ExperimentSpec['observation'],
  signal?: CancelSignal,
): Promise<CellResult> {
  const window = item.kind === 'window' ? item.window : 0
  const evaluations: Evaluation[] = []
  for (const [index, { tokens, score }] of work.windows.entries()) {
    const observation = requestScoringObservation(settings, window, tokens.length)
    const request = {
      sessionId: session.sessionId,
      tokens,
      score,
      ...(index === 0 ? { observation } : {}),
    }
    const evaluation = await untilCancelled(signal, client.evaluate(request, signal && { signal }))
    refuseUndefined(evaluation.nllNats, score.first)
    evaluations.push(evaluation)
  }
  const nllNats = evaluations.map((evaluation) => evaluation.nllNats)
  return {
    outcome: work.score(nllNats),
    observation: requireObservation(evaluations[0].observation),
    tensors: toScoreTensors(work.windows, nllNats),
    evaluatedTokens: evaluations.reduce((sum, evaluation) => sum + evaluation.evaluatedTokens, 0),
    reusedTokens: evaluations.reduce((sum, evaluation) => sum + evaluation.reusedTokens, 0),
  }
}

function refuseUndefined(nllNats: Float64Array, firstPosition: number): void {
  const index = nllNats.findIndex((nll) => !Number.isFinite(nll))
  if (index === -1) return
  throw new RopewalkError(
    'engine.failed',
    `No probability for the token at position ${firstPosition + index}: NLL is ${nllNats[index]}. Expected a finite ` +
      'number. The model overflows under this extension or its weights are damaged.',
    { position: firstPosition + index },
  )
}

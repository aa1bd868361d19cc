/** `tables/cells.parquet`: one flat row per cell, in the order of `cells.ndjson`. */
import {
  headMeasureNames,
  mapHeadMeasures,
  type AnswerOutcome,
  type Cell,
  type CellOutcome,
  type ObservationSummary,
  type PerplexityOutcome,
} from '../../contract'
import { failureOf } from '../../core/answers'
import type { TableColumn, TableRow } from './encodeTable'

export const CELL_COLUMNS: readonly TableColumn[] = [
  { name: 'cell', type: 'INT32' },
  { name: 'id', type: 'STRING' },
  { name: 'model', type: 'INT32' },
  { name: 'task', type: 'INT32' },
  { name: 'extension', type: 'STRING' },
  { name: 'resolvedExtension', type: 'STRING' },
  { name: 'attentionFactor', type: 'DOUBLE' },
  { name: 'contextTokens', type: 'INT32' },
  { name: 'window', type: 'INT32' },
  { name: 'depthPercent', type: 'DOUBLE' },
  { name: 'repeat', type: 'INT32' },
  { name: 'subtask', type: 'STRING' },
  { name: 'sample', type: 'INT32' },
  { name: 'status', type: 'STRING' },
  { name: 'errorCode', type: 'STRING' },
  { name: 'errorMessage', type: 'STRING' },
  { name: 'kind', type: 'STRING' },
  { name: 'scoredTokens', type: 'INT32' },
  { name: 'sumNllNats', type: 'DOUBLE' },
  { name: 'sumSquaredNllNats', type: 'DOUBLE' },
  { name: 'meanNllNats', type: 'DOUBLE' },
  { name: 'lastTokensCount', type: 'INT32' },
  { name: 'lastTokensSumNats', type: 'DOUBLE' },
  { name: 'promptTokens', type: 'INT32' },
  { name: 'placedDepthPercent', type: 'DOUBLE' },
  { name: 'askedDepthPercent', type: 'DOUBLE' },
  { name: 'needleFirst', type: 'INT32' },
  { name: 'needleEnd', type: 'INT32' },
  { name: 'expected', type: 'STRING' },
  { name: 'answerText', type: 'STRING' },
  { name: 'stoppedBy', type: 'STRING' },
  { name: 'passed', type: 'BOOLEAN' },
  { name: 'passRule', type: 'STRING' },
  { name: 'failure', type: 'STRING' },
  { name: 'score', type: 'DOUBLE' },
  { name: 'scores', type: 'STRING' },
  { name: 'expectedLogProbability', type: 'DOUBLE' },
  { name: 'expectedTokens', type: 'INT32' },
  { name: 'answerEntropyNats', type: 'DOUBLE' },
  { name: 'answerEntropyOfMeanNats', type: 'DOUBLE' },
  { name: 'answerNormalizedEntropy', type: 'DOUBLE' },
  { name: 'prefillEntropyNats', type: 'DOUBLE' },
  { name: 'needleMass', type: 'DOUBLE' },
  { name: 'observedQueries', type: 'INT32' },
  ...headMeasureNames.map((name): TableColumn => ({ name, type: 'DOUBLE' })),
  { name: 'rowSumError', type: 'DOUBLE' },
]

export function toCellRow(cell: Cell, index: number): TableRow {
  const { id, model, task, extension, resolvedExtension, attentionFactor, contextTokens, status } = cell
  const key = {
    cell: index,
    id,
    model,
    task,
    extension,
    resolvedExtension,
    attentionFactor,
    contextTokens,
    status,
  }
  const row = { ...key, ...toItemColumns(cell) }
  if (cell.status === 'failed')
    return { ...row, errorCode: cell.error.code, errorMessage: cell.error.message }
  return { ...row, ...toOutcomeColumns(cell.outcome), ...toObservationColumns(cell.observation) }
}

function toItemColumns({ item }: Cell): TableRow {
  switch (item.kind) {
    case 'window':
      return { window: item.window }
    case 'prompt':
      return { depthPercent: item.depthPercent, repeat: item.repeat }
    case 'sample':
      return { subtask: item.subtask, sample: item.sample }
  }
}

function toOutcomeColumns(outcome: CellOutcome): TableRow {
  switch (outcome.kind) {
    case 'perplexity':
      return toPerplexityColumns(outcome)
    case 'answer':
      return toAnswerColumns(outcome)
  }
}

function toPerplexityColumns(outcome: PerplexityOutcome): TableRow {
  const { kind, scoredTokens, sumNllNats, sumSquaredNllNats, meanNllNats, lastTokens } = outcome
  return {
    kind,
    scoredTokens,
    sumNllNats,
    sumSquaredNllNats,
    meanNllNats,
    lastTokensCount: lastTokens.count,
    lastTokensSumNats: lastTokens.sumNats,
  }
}

function toAnswerColumns(outcome: AnswerOutcome): TableRow {
  const { kind, promptTokens, placedDepthPercent, needle, expected, answerText, stoppedBy, passed, score } =
    outcome
  const { expectedLogProbability, expectedTokens, uncertainty, needleMass } = outcome
  return {
    kind,
    promptTokens,
    placedDepthPercent,
    askedDepthPercent: outcome.askedDepthPercent ?? null,
    needleFirst: needle.first,
    needleEnd: needle.end,
    expected,
    answerText,
    stoppedBy,
    passed,
    passRule: outcome.passRule ?? null,
    failure: failureOf(outcome),
    score,
    scores: outcome.scores === undefined ? null : JSON.stringify(outcome.scores),
    expectedLogProbability,
    expectedTokens,
    answerEntropyNats: uncertainty.entropyNats,
    answerEntropyOfMeanNats: uncertainty.entropyOfMeanNats,
    answerNormalizedEntropy: uncertainty.normalizedEntropy,
    prefillEntropyNats: uncertainty.prefillEntropyNats,
    needleMass,
  }
}

function toObservationColumns(observation: ObservationSummary): TableRow {
  const { queries, rowSumError } = observation
  return { observedQueries: queries, ...mapHeadMeasures((name) => observation[name]), rowSumError }
}

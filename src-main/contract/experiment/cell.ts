/** A cell: one point of an experiment, and what it came to. Written once, never changed. */
import type { WireError } from '../errors'
import type { HeadMeasureMeans } from '../measures'
import type { PositionSpan } from '../observation'
import type { Dtype } from '../tensor'

/** Which part of a task a cell is. */
export type CellItem =
  | { readonly kind: 'window'; readonly window: number }
  | { readonly kind: 'prompt'; readonly depthPercent: number; readonly repeat: number }
  | { readonly kind: 'sample'; readonly subtask: string; readonly sample: number }

export interface CellKey {
  /** Stable name within the experiment, e.g. `m0/yarn:scale=auto/n1024/t1/d50/r2`. */
  readonly id: string
  /** Index into `spec.models` and `spec.tasks`. */
  readonly model: number
  readonly task: number
  /** As written in the spec. */
  readonly extension: string
  readonly contextTokens: number
  readonly item: CellItem
}

/** Sum and count of NLL over positions `first .. end - 1`. */
export interface PositionBucket extends PositionSpan {
  readonly count: number
  readonly sumNats: number
}

export interface PerplexityOutcome {
  readonly kind: 'perplexity'
  readonly scoredTokens: number
  readonly sumNllNats: number
  /** Sum of squared NLL, for the standard error of `half-window`. */
  readonly sumSquaredNllNats: number
  /** Mean NLL of the window, or the mean over its sliding windows' means with `weighting: window`. */
  readonly meanNllNats: number
  /** By position, in log2 buckets 1, 2, 4, 8, ... */
  readonly positionBuckets: readonly PositionBucket[]
  /** NLL of the last tokens of the window. */
  readonly lastTokens: { readonly count: number; readonly sumNats: number }
}

/** Attention entropy of an answer, Algorithm 1 of arXiv 2406.13282: mean over generated answer tokens. */
export interface AnswerUncertainty {
  /** Aggregation A: mean over layers and heads of H(row). Null when nothing was generated. */
  readonly entropyNats: number | null
  /** Aggregation B: H of the layer-and-head-mean row. Never compare with A. */
  readonly entropyOfMeanNats: number | null
  /** Mean over generated tokens of mean H / ln n_q. */
  readonly normalizedEntropy: number | null
  /** A at the last prompt token, defined even when nothing is generated. */
  readonly prefillEntropyNats: number
  /** A at each generated token. */
  readonly perTokenEntropyNats: readonly number[]
}

/** A key that the queries predicting an answer attended to. */
export interface AttendedKey {
  /** Token position in prompt and answer. */
  readonly position: number
  /** Mean over layers, heads and queries of its weight where it is among the 8 largest of a row, 0 .. 1. */
  readonly weight: number
  /** The word it lies in. */
  readonly word: string
  /** Answer tokens, by index, that heads may have copied from here: it held the token and was their largest key. */
  readonly copied: readonly { readonly token: number; readonly heads: number }[]
}

/** Units are sentences of a text or lines of a made haystack. */
export interface HaystackUse {
  readonly tokens: number
  /** Index of the unit it begins with, and how many were taken. */
  readonly firstUnit: number
  readonly units: number
  /** Tokens of the last unit that were cut off. */
  readonly cutTokens: number
  /** Times the texts were begun: 1 where nothing stands twice. */
  readonly passes: number
}

/** How an answer failed; docs/protocols.md defines each. */
export const ANSWER_FAILURES = ['lost', 'slip', 'overrun', 'refused', 'empty'] as const
export type AnswerFailure = (typeof ANSWER_FAILURES)[number]

export interface AnswerOutcome {
  readonly kind: 'answer'
  readonly promptTokens: number
  /** Depth really reached, in percent of the filler tokens. */
  readonly placedDepthPercent: number
  /** Depth asked for where chance draws it; that of a prompt stands in its item. */
  readonly askedDepthPercent?: number | undefined
  /** The needle's exact token positions; of several asked for, the first in the prompt. */
  readonly needle: PositionSpan
  /** All needles asked for, where there may be several. */
  readonly needles?: readonly PositionSpan[] | undefined
  /** What was taken of the haystack. */
  readonly haystack?: HaystackUse | undefined
  readonly expected: string
  readonly answerText: string
  readonly answerTokens: readonly number[]
  readonly stoppedBy: 'stop-token' | 'length'
  readonly passed: boolean
  /** How `passed` was decided, e.g. `first-number`; see docs/protocols.md. */
  readonly passRule?: string | undefined
  /** How it failed; null where it passed, absent in older files. */
  readonly failure?: AnswerFailure | null | undefined
  /** 0 .. 1, where the task grades answers; 0 or 1 else. */
  readonly score: number
  /** Every score of a task that has several, by name, each 0 .. 1. */
  readonly scores?: Readonly<Record<string, number>> | undefined
  /** ln p of the expected answer, teacher-forced: sum over its tokens. */
  readonly expectedLogProbability: number
  readonly expectedTokens: number
  readonly uncertainty: AnswerUncertainty
  /** Mean over layers, heads and predicting queries of the attention on the needle. */
  readonly needleMass: number
  /** The 8 keys of most attention, and those that tokens of the answer may have been copied from; absent in older files. */
  readonly attendedKeys?: readonly AttendedKey[] | undefined
}

export type CellOutcome = PerplexityOutcome | AnswerOutcome

/** Means over layers and heads of what was observed; per head in the tensors. */
export interface ObservationSummary extends HeadMeasureMeans {
  readonly queries: number
  readonly distanceEdges: readonly number[]
  readonly distanceMass: readonly number[]
  readonly rowSumError: number
}

/** Where a tensor lies in the cell's tensor file (little-endian, 8-byte aligned). */
export interface TensorEntry {
  readonly name: string
  readonly unit: string
  readonly dtype: Dtype
  readonly axes: readonly string[]
  readonly shape: readonly number[]
  readonly offset: number
  readonly bytes: number
}

interface CellBase extends CellKey {
  /** Canonical spec with every number resolved. */
  readonly resolvedExtension: string
  readonly attentionFactor: number | null
}

export interface FinishedCell extends CellBase {
  readonly status: 'done'
  readonly outcome: CellOutcome
  readonly observation: ObservationSummary
  readonly tensors: readonly TensorEntry[]
}

export interface FailedCell extends CellBase {
  readonly status: 'failed'
  readonly error: WireError
}

export type Cell = FinishedCell | FailedCell

/** How long a cell took and how much was reused; kept apart, since it never repeats. */
export interface CellTiming {
  readonly id: string
  readonly startedAt: string
  readonly durationMs: number
  readonly evaluatedTokens: number
  readonly reusedTokens: number
}

/** The flat rows that the findings read, one per evaluated window or answered prompt. */
import type { AnswerFailure } from '../../contract'

/** One evaluated window of text. */
export interface PatternRow {
  readonly model: string
  /** Spec string; the plain model is `none`. */
  readonly extension: string
  readonly contextTokens: number
  /** L of the model. */
  readonly trainedContextTokens: number
  /** Window or document: the same number is the same text for all models, extensions and lengths. */
  readonly window: number
  /** D: Jensen-Shannon divergence of the attention pattern to the reference; null where there is no reference. */
  readonly divergenceNats: number | null
  /** Mean NLL of the window, nats per token; null where it was not scored. */
  readonly meanNllNats: number | null
  /** Mean NLL of the plain model at its trained length on this window. */
  readonly baselineNllNats: number | null
}

/** One answered prompt of one retrieval task. */
export interface RetrievalRow {
  readonly model: string
  readonly extension: string
  readonly contextTokens: number
  /** Kind of prompt where a task has several, e.g. a subtask of RULER: other words, other entropy. Else null. */
  readonly subtask: string | null
  /** As asked for, which with the repeat is the prompt; null where depth is no axis of the task. */
  readonly depthPercent: number | null
  /** Of the depths asked for, the nearest to the one that the needle reached: the row of a grid. Absent where they are one. */
  readonly reachedRowPercent?: number | null
  readonly repeat: number
  readonly passed: boolean
  /** How it failed; null where it passed, absent where nothing says. */
  readonly failure?: AnswerFailure | null
  /** Attention entropy of the answer, one aggregation throughout; null when nothing was generated. */
  readonly entropyNats: number | null
  /** Mean of H / ln n_q over the answer, 0 .. 1. */
  readonly normalizedEntropy: number | null
}

/** One prompt or window of one checkpoint. Checkpoints are compared on equal length, depth and repeat. */
export interface CheckpointRow {
  /** Label of the checkpoint. */
  readonly checkpoint: string
  /** The same window is the same stretch of text at every length; a prompt is one of its length. */
  readonly unit: 'prompt' | 'window'
  readonly contextTokens: number
  /** Null for windows of text, and where depth is no axis of the task. */
  readonly depthPercent: number | null
  /** Repeat of the prompt, or number of the window. */
  readonly repeat: number
  /** Null where nothing is passed or failed. */
  readonly passed: boolean | null
  /** Attention entropy, one aggregation throughout; null where none was measured. */
  readonly entropyNats: number | null
  /** Mean NLL of the window or of the expected answer, nats per token; null where it was not scored. */
  readonly meanNllNats: number | null
}

/** What every task offers, and the two kinds of work it may ask of an engine. Types only. */
import type { CellItem, HaystackUse, PerplexityOutcome, PositionSpan } from '../contract'
import type { Tokenizer } from '../engine/ports'

/** A task of an experiment, before any model is known. */
export interface Task {
  /** Its parts, in the order that lets consecutive prompts share the longest prefixes. */
  readonly items: readonly CellItem[]
  /** Texts it reads, as the spec names them. */
  readonly texts: readonly string[]
  /** Binds the task to a tokenizer and a length. */
  prepare(input: TaskInput): PreparedTask
}

export interface TaskInput {
  /** Seed of the experiment, and the task's index in it: together with a repeat they fix what is drawn. */
  readonly seed: number
  readonly taskIndex: number
  /** n: tokens a cell may use, new ones included. */
  readonly contextTokens: number
  readonly tokenizer: Tokenizer
  /** Contents of the task's texts as `toPlainText` gives them, by the names in `Task.texts`. */
  readonly contents: ReadonlyMap<string, string>
}

export interface PreparedTask {
  /**
   * Pure given the input: the same item always gives the same work.
   * @throws RopewalkError `text.tooShort`, `context.invalid`, `task.invalid`
   */
  build(item: CellItem): Promise<Work>
}

export type Work = ScoringWork | AnswerWork

/** Read given tokens and take their negative log-likelihoods. */
export interface ScoringWork {
  readonly kind: 'score'
  /** Evaluated one by one; the first is the one whose attention is observed. */
  readonly windows: readonly ScoringWindow[]
  /** `nllNats[i]` holds the NLL of the scored tokens of window i. */
  score(nllNats: readonly Float64Array[]): PerplexityOutcome
}

export interface ScoringWindow {
  readonly tokens: Int32Array
  readonly score: PositionSpan
}

/** Continue a prompt greedily and judge the answer. */
export interface AnswerWork {
  readonly kind: 'answer'
  readonly prompt: Int32Array
  /** Positions up to which other prompts of the task agree with this one, rising. */
  readonly reusePoints: readonly number[]
  /** Exact token positions of the needle, known from building the prompt. */
  readonly needle: PositionSpan
  /** All needles asked for, where there may be several; `needle` is the first of them. */
  readonly needles?: readonly PositionSpan[]
  /** What was taken of a haystack of its own. */
  readonly haystack?: HaystackUse
  readonly placedDepthPercent: number
  /** Where chance draws it; that of a prompt stands in its item. */
  readonly askedDepthPercent?: number
  readonly expected: string
  /** The expected answer as it continues the prompt, its leading space included. */
  readonly expectedTokens: Int32Array
  readonly maxNewTokens: number
  readonly stopTokens: readonly number[]
  judge(answerText: string, answerTokens: Int32Array): AnswerJudgement
}

export interface AnswerJudgement {
  readonly passed: boolean
  /** How `passed` was decided, by the names of docs/protocols.md. */
  readonly passRule: string
  /** 0 .. 1. */
  readonly score: number
  /** Where there are several, each 0 .. 1. */
  readonly scores?: Readonly<Record<string, number>>
}

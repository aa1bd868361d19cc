/** The findings as three titled sentences, also where an experiment has nothing to say about one. */
import type { Verdict } from '../../contract'
import type { Findings } from './findingsOf'

export interface FindingStatement {
  readonly title: string
  /** What the finding says, in plain words. */
  readonly claim: string
  readonly verdict: Verdict
  readonly sentence: string
}

export function listStatements({ pattern, uncertainty, trainingLength }: Findings): FindingStatement[] {
  return [
    toStatement(
      'Finding 1: attention pattern',
      'with a RoPE extension, a model that reads past its trained length attends much as it does within it, and reads well.',
      pattern.rows > 0 ? pattern : WITHOUT_READING,
    ),
    toStatement(
      'Finding 2: attention uncertainty',
      'answers fail where attention is spread over many tokens.',
      uncertainty ?? WITHOUT_RETRIEVAL,
    ),
    toStatement(
      'Finding 3: training length',
      'training on longer windows makes attention at long lengths less spread, and more answers right.',
      trainingLength ?? WITHOUT_CHECKPOINTS,
    ),
  ]
}

type Judged = Pick<FindingStatement, 'verdict' | 'sentence'>

const WITHOUT_READING: Judged = {
  verdict: 'cannot-tell',
  sentence:
    'This experiment has no finished perplexity cell, so it cannot tell whether extensions keep the attention pattern of reading.',
}

const WITHOUT_RETRIEVAL: Judged = {
  verdict: 'cannot-tell',
  sentence:
    'This experiment has no retrieval task, so it cannot tell whether failures sit where attention is uncertain.',
}

const WITHOUT_CHECKPOINTS: Judged = {
  verdict: 'cannot-tell',
  sentence:
    'This experiment has no two checkpoints of one model that were trained at different lengths with the same ' +
    'frequencies, so it cannot tell what the training length changes.',
}

function toStatement(title: string, claim: string, { verdict, sentence }: Judged): FindingStatement {
  return { title, claim, verdict, sentence }
}

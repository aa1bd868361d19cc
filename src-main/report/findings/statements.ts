/** The findings as three titled sentences, also where an experiment has nothing to say about one. */
import type { Verdict } from '../../core/findings'
import type { Findings } from './findingsOf'

export interface FindingStatement {
  readonly title: string
  readonly verdict: Verdict
  readonly sentence: string
}

export function listStatements({ pattern, uncertainty, trainingLength }: Findings): FindingStatement[] {
  return [
    toStatement('Finding 1: attention pattern', pattern.rows > 0 ? pattern : WITHOUT_READING),
    toStatement('Finding 2: attention uncertainty', uncertainty ?? WITHOUT_RETRIEVAL),
    toStatement('Finding 3: training length', trainingLength ?? WITHOUT_CHECKPOINTS),
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

function toStatement(title: string, { verdict, sentence }: Judged): FindingStatement {
  return { title, verdict, sentence }
}

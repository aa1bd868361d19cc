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

/** Finding 2 once for every task that asks for answers, by its name where there are several. */
export function listStatements({ pattern, uncertaintyByTask, trainingLength }: Findings): FindingStatement[] {
  return [
    toStatement(
      'Finding 1: attention pattern',
      'with a RoPE extension, a model that reads past its trained length attends much as it does within it, and reads well.',
      pattern.rows > 0 ? pattern : WITHOUT_READING,
    ),
    ...(uncertaintyByTask.length === 0
      ? [toStatement(UNCERTAINTY_TITLE, UNCERTAINTY_CLAIM, WITHOUT_RETRIEVAL)]
      : uncertaintyByTask.map(({ name, finding }) =>
          toStatement(
            uncertaintyByTask.length === 1 ? UNCERTAINTY_TITLE : `${UNCERTAINTY_TITLE}, ${name}`,
            UNCERTAINTY_CLAIM,
            finding,
          ),
        )),
    toStatement(
      'Finding 3: training length',
      'training on longer windows makes attention at long lengths less spread, and more answers right.',
      trainingLength ?? WITHOUT_CHECKPOINTS,
    ),
  ]
}

const UNCERTAINTY_TITLE = 'Finding 2: attention uncertainty'
const UNCERTAINTY_CLAIM = 'answers fail where attention is spread over many tokens.'

type Judged = Pick<FindingStatement, 'verdict' | 'sentence'>

const WITHOUT_READING: Judged = {
  verdict: 'cannot-tell',
  sentence: 'This experiment has no finished perplexity cell.',
}

const WITHOUT_RETRIEVAL: Judged = {
  verdict: 'cannot-tell',
  sentence: 'This experiment has no retrieval task.',
}

const WITHOUT_CHECKPOINTS: Judged = {
  verdict: 'cannot-tell',
  sentence:
    'This experiment has no two checkpoints of one model, trained at different lengths with the same frequencies.',
}

function toStatement(title: string, claim: string, { verdict, sentence }: Judged): FindingStatement {
  return { title, claim, verdict, sentence }
}

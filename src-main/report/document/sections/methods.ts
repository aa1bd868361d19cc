/** How it was measured, in prose fit for a paper's method section, and what it rests on. */
import type { ExperimentSpec, PasskeyTaskSpec } from '../../../contract'
import type { ExperimentContents } from '../../contents'
import { listReferences } from '../references'
import type { Block, Section } from '../model'

export function composeMethods({ manifest }: ExperimentContents): Section {
  const { spec, engine } = manifest
  const paragraphs = [
    `Models were evaluated with llama.cpp ${engine.llamaRelease} (${engine.backend}, key and value cache ` +
      `${spec.engine.cacheType}, flash attention ${spec.engine.flashAttention ? 'on' : 'off'}). Each RoPE extension is a ` +
      'table of inverse frequencies and an attention factor that multiplies the cosine and sine of queries and keys; the ' +
      'tables replaced the rotary parameters of the model file at run time and stayed constant over a whole sequence. ' +
      'scale=auto is the context length divided by the trained length, 1 at least. No model was trained for its ' +
      'extension here unless its file says so.',
    'Attention is the softmax of each query over the keys it sees, before the values, per layer and query head. Entropy ' +
      'is H = −Σ p ln p in nats, the mean over layers and heads of the entropy of each row. Distance is query minus key ' +
      'position, in bins 0, 1, 2–3, 4–7 and so on. An observing run reports no speed.',
    ...describeTasks(spec),
    'Divergence is the Jensen–Shannon divergence in nats (0 to ln 2) between distance distributions, computed per head ' +
      'and then averaged. The reference is the same model with none on the window of the same number: at the same length ' +
      'up to the trained length, at the longest length within training beyond it.',
    `Intervals are 95% percentile bootstrap intervals over windows or prompts (2,000 resamples, seed ${spec.seed}), never ` +
      'over heads, layers or tokens, and are left out below 5 units. Undefined statistics are shown as a dash with the reason.',
    'A finding is supported when the interval of each of its claims lies beyond no effect, and not supported when one interval ' +
      'rules out effects of a stated size; else the experiment cannot tell. A link over groups (models, extensions, lengths) is ' +
      'supported only if it is among members of one group too, and confounded where their interval rules out effects of that ' +
      'size. The permutation test of entropies shuffles outcomes ' +
      'within strata (10,000 times; exact for one stratum), one-sided. McNemar’s test is exact and two-sided; in a table of ' +
      'such tests p is adjusted by Holm.',
  ]
  return {
    id: 'methods',
    title: 'Methods and references',
    blocks: [
      ...paragraphs.map((text): Block => ({ kind: 'paragraph', text })),
      { kind: 'references', references: listReferences(spec) },
    ],
  }
}

function describeTasks(spec: ExperimentSpec): string[] {
  return spec.tasks.map((task) => {
    switch (task.kind) {
      case 'perplexity':
        return (
          `Perplexity is exp of the mean negative log-likelihood per token, protocol ${task.protocol}, over ${task.windows} ` +
          `windows of ${task.text}; values of different protocols are not comparable.`
        )
      case 'passkey':
        return (
          `Passkey prompts hide a ${describeKey(task)} at ${task.depths.length} depths in filler text, ${task.repeats} ` +
          'seeded repeats each, the same keys for all models, extensions and lengths. Decoding is greedy; an answer passes ' +
          `when its ${task.scoring === 'first-number' ? 'first number equals the key' : 'tokens are those of the key'}. ` +
          answerEntropy
        )
      case 'needle':
        return (
          `Needle prompts (protocol ${task.protocol}) hide a sentence at ${task.depths.length} depths in ` +
          `${task.texts.join(', ')}, after a sentence near the depth, ${task.repeats} seeded repeats each, the ` +
          'same for all models, extensions and lengths. Prompt and new tokens together fill the context length. Decoding ' +
          `is greedy. ${answerEntropy}`
        )
      case 'ruler':
        return (
          `RULER prompts (${task.subtasks.join(', ')}; ${task.wording} wording) are as long as the context allows, new ` +
          `tokens included; ${task.samples} seeded samples each. The score of an answer is the fraction of the wanted ` +
          `strings that stand in it in any case of letters; it passes when all do. ${answerEntropy}`
        )
    }
  })
}

const answerEntropy =
  'The entropy of an answer is the mean over its generated tokens of the entropy of the query that predicts the token.'

function describeKey({ digits, keyRange }: PasskeyTaskSpec): string {
  return keyRange === undefined ? `${digits}-digit key` : `key from ${keyRange.first} to ${keyRange.last}`
}

/** What makes two experiments less comparable than their equal names suggest. */
import type { ModelProvenance } from '../../contract'
import type { StoredExperiment } from '../ports'

/** Sentences for a person; models are matched by label. */
export function warnOfModels(a: StoredExperiment, b: StoredExperiment): string[] {
  return a.manifest.models.flatMap((model) => {
    const other = b.manifest.models.find(({ label }) => label === model.label)
    return other === undefined || other.sha256 === model.sha256 ? [] : describeDifference(model, other)
  })
}

function describeDifference(a: ModelProvenance, b: ModelProvenance): string[] {
  const changed =
    `The model ${a.label} is another file in the second experiment (SHA-256 ${a.sha256.slice(0, 12)} and ` +
    `${b.sha256.slice(0, 12)}): the results are of two models and are never pooled.`
  return hasSameTokenizer(a, b)
    ? [changed]
    : [changed, `The tokenizers of ${a.label} differ: lengths and perplexities per token cannot be compared.`]
}

function hasSameTokenizer(a: ModelProvenance, b: ModelProvenance): boolean {
  return (
    a.vocabularySize === b.vocabularySize &&
    a.tokenizer?.model === b.tokenizer?.model &&
    a.tokenizer?.pre === b.tokenizer?.pre
  )
}

/** Predictions of NVIDIA/RULER (`scripts/eval`): a JSON line per sample with `pred`, `outputs`, `length`, and a score where given. */
import { z } from 'zod'
import type { ImportedRow } from '../../contract'
import { computeMean, groupBy, toImportedRow } from './importedRow'
import { parseJsonOrNull } from './parseJsonOrNull'

const sampleSchema = z.looseObject({
  pred: z.string(),
  outputs: z.array(z.string()).min(1),
  length: z.int().min(0).optional(),
  task: z.string().optional(),
  score: z.number().min(0).max(1).optional(),
})

type Sample = z.infer<typeof sampleSchema>

/**
 * A sample without a score gets RULER's: the fraction of references that stand in the answer, case ignored; for `qa_*`
 * whether any does. The task is the line's, else the file's name. Null where the text is something else.
 */
export function readRuler(text: string, fileName: string): ImportedRow[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const parsed = z.array(sampleSchema).min(1).safeParse(lines.map(parseJsonOrNull))
  if (!parsed.success) return null
  const fallback = fileName.replace(/\.jsonl?$/i, '')
  const samples = parsed.data.map((sample) => ({ ...sample, task: sample.task ?? fallback }))
  return groupBy(samples, ({ task, length }) => JSON.stringify([task, length])).map((group) =>
    toImportedRow({
      measure: 'score',
      task: group[0].task,
      contextTokens: group[0].length ?? null,
      value: computeMean(group.map((sample) => sample.score ?? computeScore(sample, sample.task))),
      samples: group.length,
    }),
  )
}

function computeScore({ pred, outputs }: Sample, task: string): number {
  const answer = pred.toLowerCase()
  const found = outputs.filter((reference) => answer.includes(reference.toLowerCase())).length
  return task.startsWith('qa') ? Math.min(1, found) : found / outputs.length
}

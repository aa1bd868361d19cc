/** What a RULER task says (Hsieh et al., arXiv 2404.06654): the synthetic subtasks, without the two of question answering. */
import { z } from 'zod'
import { newTokenCount, repeatCount, textPath } from './fields'

export const rulerSubtasks = [
  'niah_single_1',
  'niah_single_2',
  'niah_single_3',
  'niah_multikey_1',
  'niah_multikey_2',
  'niah_multikey_3',
  'niah_multivalue',
  'niah_multiquery',
  'vt',
  'cwe',
  'fwe',
] as const

export const rulerTaskSchema = z.strictObject({
  kind: z.literal('ruler'),
  subtasks: z
    .array(z.enum(rulerSubtasks))
    .min(1)
    .max(rulerSubtasks.length)
    .default([...rulerSubtasks]),
  /** Prompts per length and subtask; 500 in the original. */
  samples: repeatCount.default(20),
  /** The essays some subtasks hide needles in, joined in this order and begun again where they end. */
  texts: z.array(textPath).max(1000).default([]),
  /** `small`: shorter prompts and numbers of five digits, within reach of models of a few million parameters. */
  wording: z.enum(['original', 'small']).default('original'),
  /** Instead of each subtask's own. */
  maxNewTokens: newTokenCount.optional(),
})

export type RulerSubtask = (typeof rulerSubtasks)[number]
export type RulerTaskSpec = z.infer<typeof rulerTaskSchema>

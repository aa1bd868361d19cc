/** What a task asks of a model: to read a text, which is scored, or to answer a prompt. */
import type { TaskSpec } from './spec'

export type TaskFamily = 'score' | 'answer'

export function taskFamily(kind: TaskSpec['kind']): TaskFamily {
  switch (kind) {
    case 'perplexity':
      return 'score'
    case 'passkey':
    case 'needle':
    case 'ruler':
      return 'answer'
  }
}

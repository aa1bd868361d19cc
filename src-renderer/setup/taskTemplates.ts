/** What a task begins as when it is added. */
import type { TaskSpec } from '@contract'
import type { TaskDraft } from './specDraft'

export const taskKinds = [
  'perplexity',
  'passkey',
  'needle',
  'ruler',
] as const satisfies readonly TaskSpec['kind'][]
export type TaskKind = (typeof taskKinds)[number]

/** Every required field has a value that runs with the bundled texts. */
export function createTaskDraft(kind: TaskKind): TaskDraft {
  switch (kind) {
    case 'perplexity':
      return { kind, text: 'bundled:moby-dick-heldout.txt', protocol: 'full-window', windows: 4 }
    case 'passkey':
      return { kind, depths: [0, 25, 50, 75, 100], repeats: 4 }
    case 'needle':
      return { kind, protocol: 'passkey', depths: [0, 25, 50, 75, 100], repeats: 2 }
    case 'ruler':
      return { kind, subtasks: ['niah_single_1'], samples: 4, wording: 'small' }
  }
}

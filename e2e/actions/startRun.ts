import type { Page } from '@playwright/test'
import type { RunState } from '../../src-main/contract'
import { callMain } from './callMain'
import { heldOutText, sampleModel } from './writeSpec'

/** Starts a run of passkey prompts, and a few windows before them, as the set-up would. */
export async function startRun(page: Page, repeats: number): Promise<RunState> {
  const spec = {
    format: 'ropewalk-experiment',
    version: 1,
    title: 'Two positions',
    models: [{ path: sampleModel, label: 'base' }],
    extensions: ['none', 'yarn:scale=auto'],
    contexts: [256, 512],
    tasks: [
      { kind: 'perplexity', text: heldOutText, windows: 2 },
      { kind: 'passkey', depths: [0, 50], repeats },
    ],
  }
  const answer = await callMain(page, 'runs.startRun', { spec, targetPath: null })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value as RunState
}

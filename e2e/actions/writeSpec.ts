import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryFolder } from './runCli'

export const sampleModel = join(repositoryFolder, 'resources/models/ropewalk-sample-base.gguf')
export const heldOutText = join(repositoryFolder, 'resources/corpora/moby-dick-heldout.txt')

/** A small experiment on the bundled base model, with fields replaced by `changes`; returns its path. */
export function writeSpec(folder: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const path = join(folder, 'experiment.json')
  const spec = {
    format: 'ropewalk-experiment',
    version: 1,
    title: 'small',
    models: [{ path: sampleModel, label: 'base' }],
    extensions: ['none', 'yarn:scale=auto'],
    contexts: [256, 512],
    tasks: [
      { kind: 'perplexity', text: heldOutText, windows: 2 },
      { kind: 'passkey', depths: [0, 50], repeats: 2 },
    ],
    ...changes,
  }
  writeFileSync(path, JSON.stringify(spec))
  return path
}

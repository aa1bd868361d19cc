/** Cells that a pane can show: those of the open experiments. */
import type { Cell, OpenedExperiment } from '@contract'
import { shallowRef } from 'vue'
import { client } from '../client'

export function useOpenExperiments() {
  const experiments = shallowRef<readonly OpenedExperiment[]>([])

  async function load(): Promise<void> {
    experiments.value = await client.results.listOpen({})
  }

  async function choose(): Promise<void> {
    await client.results.chooseExperiments({})
    await load()
  }

  return { experiments, load, choose }
}

/** What a cell asked, by the words of its spec: `passkey`, `needle`, `perplexity` ... */
export function findTaskName({ manifest }: OpenedExperiment, { task }: Cell): string {
  return manifest.spec.tasks[task]?.kind ?? ''
}

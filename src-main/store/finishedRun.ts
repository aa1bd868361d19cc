/** Whether a target holds a run already, whole: what a resume of it finds. */
import { stat } from 'node:fs/promises'
import type { CorpusProvenance, ExperimentSpec, Manifest } from '../contract'
import { openExperiment } from './openExperiment'
import { computeSpecSha256 } from './specSha256'

export interface WantedRun {
  readonly spec: ExperimentSpec
  readonly models: readonly { readonly sha256: string }[]
  readonly corpora: readonly CorpusProvenance[]
  /** Cells of the run, of this share of it where it has shares. */
  readonly cells: readonly { readonly id: string }[]
}

export interface FinishedRun {
  readonly planned: number
  readonly done: number
  readonly failed: number
}

/**
 * @returns counts of the finished file of the same spec, models, texts and cells; null where there is no file or another one
 * @throws RopewalkError as `openExperiment`
 */
export async function findFinishedRun(target: string, wanted: WantedRun): Promise<FinishedRun | null> {
  const found = await stat(target).catch(() => null)
  if (!found?.isFile()) return null
  const experiment = await openExperiment(target)
  await experiment.close()
  const ids = new Set(experiment.cells.map(({ id }) => id))
  const isSame =
    isOfSameSources(experiment.manifest, wanted) &&
    wanted.cells.length === ids.size &&
    wanted.cells.every(({ id }) => ids.has(id))
  if (!isSame) return null
  const failed = experiment.cells.filter(({ status }) => status === 'failed').length
  return { planned: ids.size, done: ids.size - failed, failed }
}

function isOfSameSources({ spec, models, corpora }: Manifest, wanted: WantedRun): boolean {
  const hashOfText = new Map(corpora.map(({ path, sha256 }) => [path, sha256]))
  return (
    computeSpecSha256(spec) === computeSpecSha256(wanted.spec) &&
    models.map(({ sha256 }) => sha256).join() === wanted.models.map(({ sha256 }) => sha256).join() &&
    wanted.corpora.every(({ path, sha256 }) => hashOfText.get(path) === sha256)
  )
}

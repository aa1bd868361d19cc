import { openExperiment } from '../../src-main/store'

/** Hashes of everything in a result that must not depend on how often its run was interrupted, by part name. */
export async function readResultHashes(path: string): Promise<Record<string, string>> {
  const experiment = await openExperiment(path)
  const parts = Object.entries(experiment.manifest.parts)
    .filter(
      ([name]) => name === 'cells.ndjson' || name.startsWith('attention/') || name.startsWith('tables/'),
    )
    .map(([name, part]): [string, string] => [name, part.sha256])
  await experiment.close()
  return Object.fromEntries(parts)
}

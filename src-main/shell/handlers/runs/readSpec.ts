/** A spec from the window, as the file that its run will write keeps it. */
import { dirname } from 'node:path'
import type { ExperimentSpec, Settings, SpecDraft } from '../../../contract'
import { mapSpecPaths, parseExperimentSpec, planStudy } from '../../../study'
import { toPortable } from '../specPaths'

/**
 * Absolute paths become relative to the target, so that a folder of results and models can be moved or sent as one; what comes
 * with Ropewalk is named.
 *
 * @throws RopewalkError `experiment.invalid`, `experiment.newerMajor`, `extension.invalid`
 */
export function readSpec(
  draft: SpecDraft,
  target: string,
  { threads }: Settings,
  resources: string,
): ExperimentSpec {
  const moved = mapSpecPaths(draft, (path) => toPortable(path, dirname(target), resources))
  const spec = parseExperimentSpec(JSON.stringify(moved), 'set-up')
  planStudy(spec)
  const { engine } = spec
  return threads > 0 && engine.threads === undefined ? { ...spec, engine: { ...engine, threads } } : spec
}

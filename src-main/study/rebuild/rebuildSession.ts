/** The session in which a cell was evaluated, from its experiment's spec. */
import type { ExperimentSpec } from '../../contract'
import { readExtensionFiles } from '../plan/extensionFiles'
import type { SessionPlace } from '../plan/groupCells'
import type { StudyFiles } from '../ports'
import { describeSession } from '../run/sessionSettings'
import type { SessionOfModel } from '../run/sessionSettings'

/** @throws RopewalkError `text.missing`, `extension.invalid` */
export async function rebuildSession(
  spec: ExperimentSpec,
  place: SessionPlace,
  files: Pick<StudyFiles, 'readText'>,
): Promise<SessionOfModel> {
  return describeSession({ spec, extensionFiles: await readExtensionFiles(spec, files) }, place)
}

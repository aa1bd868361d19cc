import type { ExperimentSpec } from '../../contract'
import { ArchivePool } from './ArchivePool'
import { openShard } from './openShard'

/**
 * The spec of an experiment file or of the journal of an unfinished run.
 *
 * @throws RopewalkError as `openShard`
 */
export async function readSpecOf(path: string): Promise<ExperimentSpec> {
  const pool = new ArchivePool()
  try {
    return (await openShard(path, pool)).manifest.spec
  } finally {
    await pool.closeAll()
  }
}

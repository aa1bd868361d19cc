/** Opens an experiment file, reads what tables and reports need, and closes it again. */
import { openExperiment } from '../store'
import { readContents, type ExperimentContents } from '../report'

export async function openContents(path: string): Promise<ExperimentContents> {
  const experiment = await openExperiment(path)
  try {
    return await readContents(experiment)
  } finally {
    await experiment.close()
  }
}

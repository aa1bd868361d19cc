/** Opens a file, computes its overview, and says what that took. */
import { computeOverview } from '../../src-main/report'
import { openExperiment } from '../../src-main/store'

const startBytes = process.memoryUsage.rss()
const start = performance.now()
const experiment = await openExperiment(process.argv[2])
const { manifest, cells, warnings } = experiment
const rows = computeOverview({
  manifest,
  cells,
  warnings,
  headMeasures: new Map(),
  retrievalScores: new Map(),
}).length
const durationMs = performance.now() - start
const peakBytes = process.resourceUsage().maxRSS * 1024
process.stdout.write(JSON.stringify({ durationMs, peakBytes, startBytes, rows }))
await experiment.close()

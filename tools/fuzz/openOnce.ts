/** Opens a file, computes its overview, and says what that took. */
import { computeOverview } from '../../src-main/report'
import { openExperiment } from '../../src-main/store'
import { readPeakBytes } from './readPeakBytes'

const startBytes = process.memoryUsage.rss()
const cpuBefore = process.cpuUsage()
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
const cpu = process.cpuUsage(cpuBefore)
const cpuMs = (cpu.user + cpu.system) / 1000
const peakBytes = readPeakBytes()
process.stdout.write(JSON.stringify({ durationMs, cpuMs, peakBytes, startBytes, rows }))
await experiment.close()

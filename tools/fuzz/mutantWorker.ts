/**
 * A process that reads mutants and nothing else; its parent makes them, so that time and memory are those of the reader.
 * stdin: one mutant a line, which lies in the folder by then; stdout: what came of it, a line of JSON each.
 */
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { checkMutant, readEverything } from './checkMutant'
import { readPeakBytes, resetPeakBytes } from './readPeakBytes'
import type { CaseResult } from './runMutants'

const caseSchema = z.object({ index: z.number(), name: z.string(), kind: z.enum(['bytes', 'parts']) })

const [originalPath, folder] = process.argv.slice(2)
const expected = await readEverything(originalPath)
const path = join(folder, 'mutant.ropewalk')
process.chdir(folder)

for await (const line of createInterface({ input: process.stdin })) {
  const { index, name, kind } = caseSchema.parse(JSON.parse(line))
  resetPeakBytes()
  const start = performance.now()
  const cpuBefore = process.cpuUsage()
  const verdict = await checkMutant(path, { name, kind }, expected)
  const cpu = process.cpuUsage(cpuBefore)
  const result: CaseResult = {
    index,
    name,
    ...verdict,
    durationMs: performance.now() - start,
    cpuMs: (cpu.user + cpu.system) / 1000,
    peakBytes: readPeakBytes(),
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
}

/** A process that makes and reads mutants, one line of JSON on stdout each; its parent watches its clock and its memory. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { checkMutant, readEverything } from './checkMutant'
import { makeMutant } from './makeMutant'
import { makeOriginal } from './makeOriginal'
import { readPeakBytes, resetPeakBytes } from './readPeakBytes'
import type { CaseResult } from './runMutants'

const [folder, seed, first, end] = process.argv.slice(2)
const original = await makeOriginal(join(folder, 'original.ropewalk'))
const expected = await readEverything(original.path)
const mutants = join(folder, 'mutants')
await mkdir(mutants, { recursive: true })
const path = join(mutants, 'mutant.ropewalk')
process.chdir(mutants)

for (let index = Number(first); index < Number(end); index++) {
  const mutant = await makeMutant(original, path, Number(seed), index)
  process.stdout.write(`${JSON.stringify({ index, name: mutant.name, reading: true })}\n`)
  resetPeakBytes()
  const start = performance.now()
  const cpuBefore = process.cpuUsage()
  const verdict = await checkMutant(path, mutant, expected)
  const cpu = process.cpuUsage(cpuBefore)
  const result: CaseResult = {
    index,
    name: mutant.name,
    ...verdict,
    durationMs: performance.now() - start,
    cpuMs: (cpu.user + cpu.system) / 1000,
    peakBytes: readPeakBytes(),
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
}

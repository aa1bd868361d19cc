/** Reads mutants in a process of their own, so that a crash, a hang or a flood of memory is seen and counted. */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Verdict } from './checkMutant'
import { makeMutant, type Mutant } from './makeMutant'
import { makeOriginal } from './makeOriginal'

export interface CaseResult extends Verdict {
  readonly index: number
  readonly name: string
  /** Reading, verifying and annotating together. */
  readonly durationMs: number
  readonly cpuMs: number
  /** Peak of the whole process while it read this mutant. */
  readonly peakBytes: number
}

const resultSchema = z.object({
  index: z.number(),
  name: z.string(),
  outcome: z.enum(['refused', 'read']),
  faults: z.array(z.string()),
  durationMs: z.number(),
  cpuMs: z.number(),
  peakBytes: z.number(),
})

/** Time of the processor for reading, verifying and annotating one mutant: what a busy machine does not lengthen. */
const CASE_CPU_MS = 5000
/** Time on the clock after which a process that says nothing counts as hung. */
const SILENCE_MS = 60_000
const MEMORY_BYTES = 500e6
/** A fresh process now and then, so that its peak is of few cases. */
const CASES_PER_PROCESS = 500

/** @returns whether every mutant ended as it should */
export async function runMutants(start: number, count: number, seed: number): Promise<boolean> {
  const results: CaseResult[] = []
  const faults: string[] = []
  const last = start + count
  for (let first = start; first < last;) {
    const end = Math.min(last, first + CASES_PER_PROCESS)
    const batch = await runBatch(seed, first, end)
    results.push(...batch.results)
    faults.push(...batch.faults)
    first = batch.next
    console.error(`up to case ${first} of ${last}, ${faults.length} faults`)
    for (const fault of batch.faults) console.error(`  ${fault}`)
  }
  report(results, faults, count, seed)
  return faults.length === 0
}

interface Batch {
  readonly results: readonly CaseResult[]
  readonly faults: readonly string[]
  /** Where to go on: behind the case that ended the process, if one did. */
  readonly next: number
}

async function runBatch(seed: number, first: number, end: number): Promise<Batch> {
  const folder = await mkdtemp(join(tmpdir(), 'ropewalk-mutants-'))
  const mutants = join(folder, 'mutants')
  await mkdir(mutants)
  const original = await makeOriginal(join(folder, 'original.ropewalk'))
  const reader = startReader(original.path, mutants)
  const results: CaseResult[] = []
  const faults: string[] = []
  let next = first
  for (; next < end; next++) {
    const mutant = await makeMutant(original, join(mutants, 'mutant.ropewalk'), seed, next)
    const result = await reader.read(next, mutant)
    if (typeof result === 'string') {
      faults.push(`case ${next}, ${mutant.name}: ${result}`)
      next++
      break
    }
    results.push(result)
    faults.push(...listFaults(result))
  }
  reader.end()
  await rm(folder, { recursive: true, force: true })
  return { results, faults, next }
}

interface Reader {
  /** @returns what came of the mutant, or why there is no answer */
  read(index: number, mutant: Mutant): Promise<CaseResult | string>
  end(): void
}

function startReader(originalPath: string, mutants: string): Reader {
  const worker = new URL('mutantWorker.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', worker, originalPath, mutants], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  // A reader that died has closed its end; that it gives no answer is what tells.
  child.stdin.on('error', () => undefined)
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async read(index, mutant) {
      child.stdin.write(`${JSON.stringify({ index, ...mutant })}\n`)
      const timer = setTimeout(() => child.kill('SIGKILL'), SILENCE_MS)
      const answer = await answers.next()
      clearTimeout(timer)
      if (answer.done !== true) return resultSchema.parse(JSON.parse(answer.value))
      return child.killed
        ? `no answer within ${SILENCE_MS} ms`
        : `the process ended (${child.signalCode ?? child.exitCode})`
    },
    end: () => child.stdin.end(),
  }
}

function listFaults({ index, name, faults, cpuMs, peakBytes }: CaseResult): string[] {
  const found = [...faults]
  if (cpuMs > CASE_CPU_MS) found.push(`${Math.round(cpuMs)} ms of processor time`)
  if (peakBytes > MEMORY_BYTES) found.push(`${Math.round(peakBytes / 1e6)} MB of memory`)
  return found.map((fault) => `case ${index}, ${name}: ${fault}`)
}

function report(
  results: readonly CaseResult[],
  faults: readonly string[],
  count: number,
  seed: number,
): void {
  const refused = results.filter(({ outcome }) => outcome === 'refused').length
  const slowest = results.reduce((a, b) => (a.cpuMs > b.cpuMs ? a : b))
  const largest = results.reduce((a, b) => (a.peakBytes > b.peakBytes ? a : b))
  console.log(`mutants           ${count}, seed ${seed}`)
  console.log(`refused           ${refused}`)
  console.log(`read as they were ${results.length - refused}`)
  console.log(
    `slowest           ${Math.round(slowest.cpuMs)} ms of processor time, ${Math.round(slowest.durationMs)} ms by the ` +
      `clock (case ${slowest.index}, ${slowest.name})`,
  )
  console.log(
    `peak memory       ${Math.round(largest.peakBytes / 1e6)} MB (case ${largest.index}, ${largest.name})`,
  )
  console.log(`faults            ${faults.length}`)
  for (const fault of faults.slice(0, 50)) console.log(`  ${fault}`)
}

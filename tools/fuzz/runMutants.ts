/** Runs mutants in a process of their own, so that a crash, a hang or a flood of memory is seen and counted. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Verdict } from './checkMutant'

export interface CaseResult extends Verdict {
  readonly index: number
  readonly name: string
  /** Reading, verifying and annotating together. */
  readonly durationMs: number
  readonly cpuMs: number
  /** Peak of the whole process while it read this mutant. */
  readonly peakBytes: number
}

const caseSchema = z.object({ index: z.number(), name: z.string() })
const eventSchema = z.union([
  caseSchema.extend({
    outcome: z.enum(['refused', 'read']),
    faults: z.array(z.string()),
    durationMs: z.number(),
    cpuMs: z.number(),
    peakBytes: z.number(),
  }),
  caseSchema.extend({ reading: z.literal(true) }),
])

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
  const worker = new URL('mutantWorker.ts', import.meta.url).pathname
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', worker, folder, String(seed), String(first), String(end)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const results: CaseResult[] = []
  const faults: string[] = []
  let timer: NodeJS.Timeout | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(timer)
    const event = eventSchema.parse(JSON.parse(line))
    if ('reading' in event) {
      timer = setTimeout(() => {
        faults.push(`case ${event.index}, ${event.name}: no answer within ${SILENCE_MS} ms`)
        child.kill('SIGKILL')
      }, SILENCE_MS)
      continue
    }
    results.push(event)
    faults.push(...event.faults.map((fault) => `case ${event.index}, ${event.name}: ${fault}`))
    if (event.cpuMs > CASE_CPU_MS)
      faults.push(`case ${event.index}, ${event.name}: ${Math.round(event.cpuMs)} ms of processor time`)
    if (event.peakBytes > MEMORY_BYTES)
      faults.push(`case ${event.index}, ${event.name}: ${Math.round(event.peakBytes / 1e6)} MB of memory`)
  }
  clearTimeout(timer)
  await rm(folder, { recursive: true, force: true })
  const next = first + results.length
  if (next === end) return { results, faults, next }
  if (faults.length === 0)
    faults.push(`case ${next}: the process ended (${child.signalCode ?? child.exitCode})`)
  return { results, faults, next: next + 1 }
}

function report(
  results: readonly CaseResult[],
  faults: readonly string[],
  count: number,
  seed: number,
): void {
  const refused = results.filter(({ outcome }) => outcome === 'refused').length
  const slowest = results.reduce((a, b) => (a.cpuMs > b.cpuMs ? a : b))
  const peak = results.reduce((bytes, { peakBytes }) => Math.max(bytes, peakBytes), 0)
  console.log(`mutants           ${count}, seed ${seed}`)
  console.log(`refused           ${refused}`)
  console.log(`read as they were ${results.length - refused}`)
  console.log(
    `slowest           ${Math.round(slowest.cpuMs)} ms of processor time, ${Math.round(slowest.durationMs)} ms by the ` +
      `clock (case ${slowest.index}, ${slowest.name})`,
  )
  console.log(`peak memory       ${Math.round(peak / 1e6)} MB`)
  console.log(`faults            ${faults.length}`)
  for (const fault of faults.slice(0, 50)) console.log(`  ${fault}`)
}

/** Processor cores and memory that this process may use: the allocation, not the machine. */
import { availableParallelism, freemem, totalmem } from 'node:os'
import { readControlGroups } from './controlGroups'
import type { ControlGroupLimits } from './controlGroups'
import { readSlurmAllocation } from './slurmAllocation'
import type { SlurmAllocation } from './slurmAllocation'

export interface CoreLimits {
  /** Cores worth computing on, by llama.cpp: without hyperthreads and efficiency cores where it can tell. */
  readonly mathCores: number
  /** Cores that the process may run on (`taskset`, cpusets). */
  readonly affinityCores: number
  readonly quotaCores: number
  readonly slurmCores: number
}

/**
 * Threads beyond what was granted wait for each other at every barrier of a graph: with one core and the machine's thread count
 * a run was measured to take up to 90 times as long.
 *
 * @returns at least 1; a broken quota (1.5 cores) rounds down, since ggml's threads spin at barriers
 */
export function countUsableCores({ mathCores, affinityCores, quotaCores, slurmCores }: CoreLimits): number {
  return Math.max(1, Math.floor(Math.min(mathCores, affinityCores, quotaCores, slurmCores)))
}

/** @param mathCores llama.cpp's own count of the machine */
export function readUsableCores(mathCores: number): number {
  return countUsableCores({
    mathCores,
    affinityCores: availableParallelism(),
    quotaCores: readControlGroups().cores,
    slurmCores: readSlurmAllocation(process.env).cores,
  })
}

export interface HostMemory {
  readonly freeBytes: number
  readonly totalBytes: number
}

export interface MemoryLimits {
  /** By the system: on Linux the kernel's MemAvailable, inside the limit of the own control group. */
  readonly system: HostMemory
  readonly groups: Pick<ControlGroupLimits, 'memoryBytes' | 'freeMemoryBytes'>
  readonly slurm: Pick<SlurmAllocation, 'memoryBytes'>
  /** Resident memory of this process, which counts against a job's memory. */
  readonly residentBytes: number
}

export function computeHostMemory({ system, groups, slurm, residentBytes }: MemoryLimits): HostMemory {
  return {
    freeBytes: Math.min(
      system.freeBytes,
      groups.freeMemoryBytes,
      Math.max(0, slurm.memoryBytes - residentBytes),
    ),
    totalBytes: Math.min(system.totalBytes, groups.memoryBytes, slurm.memoryBytes),
  }
}

export function readHostMemory(): HostMemory {
  return computeHostMemory({
    system: { freeBytes: Math.min(freemem(), process.availableMemory()), totalBytes: totalmem() },
    groups: readControlGroups(),
    slurm: readSlurmAllocation(process.env),
    residentBytes: process.memoryUsage.rss(),
  })
}

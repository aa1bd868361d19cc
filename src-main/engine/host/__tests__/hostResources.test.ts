import { availableParallelism, freemem, totalmem } from 'node:os'
import { describe, expect, it } from 'vitest'
import { computeHostMemory, countUsableCores, readHostMemory, readUsableCores } from '../hostResources'

const everything = { mathCores: 64, affinityCores: 128, quotaCores: Infinity, slurmCores: Infinity }

describe('cores that may be used', () => {
  it.each([
    ['the useful ones of a machine of one’s own', {}, 64],
    ['those of an affinity mask', { affinityCores: 2 }, 2],
    ['those of a quota, whole ones', { quotaCores: 2.5 }, 2],
    ['at least one under a quota of half a core', { quotaCores: 0.5 }, 1],
    ['those of a Slurm task', { slurmCores: 4 }, 4],
    ['one where llama.cpp counts none', { mathCores: 0 }, 1],
  ])('are %s', (_, limits, cores) => {
    expect(countUsableCores({ ...everything, ...limits })).toBe(cores)
  })

  it('never exceed what this process may run on', () => {
    expect(readUsableCores(1024)).toBeLessThanOrEqual(availableParallelism())
    expect(readUsableCores(1)).toBe(1)
  })
})

describe('memory that may be used', () => {
  const system = { freeBytes: 100, totalBytes: 200 }
  const limits = {
    system,
    groups: { memoryBytes: Infinity, freeMemoryBytes: Infinity },
    slurm: { memoryBytes: Infinity },
    residentBytes: 10,
  }

  it.each([
    ['the system alone', {}, { freeBytes: 100, totalBytes: 200 }],
    [
      'a control group',
      { groups: { memoryBytes: 80, freeMemoryBytes: 30 } },
      { freeBytes: 30, totalBytes: 80 },
    ],
    ['a job, less what is resident', { slurm: { memoryBytes: 50 } }, { freeBytes: 40, totalBytes: 50 }],
    ['a job that is full', { slurm: { memoryBytes: 5 } }, { freeBytes: 0, totalBytes: 5 }],
  ])('follows %s', (_, changed, expected) => {
    expect(computeHostMemory({ ...limits, ...changed })).toEqual(expected)
  })

  it('lies between nothing and all there is', () => {
    const { freeBytes, totalBytes } = readHostMemory()
    expect(freeBytes).toBeGreaterThan(0)
    expect(freeBytes).toBeLessThan(totalBytes)
    expect(totalBytes).toBeLessThanOrEqual(totalmem())
    expect(freeBytes).toBeLessThan(freemem() * 1.2)
  })
})

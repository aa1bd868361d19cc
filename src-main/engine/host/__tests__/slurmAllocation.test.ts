import { expect, it } from 'vitest'
import { readSlurmAllocation } from '../slurmAllocation'

const job = { SLURM_JOB_ID: '7', SLURM_CPUS_ON_NODE: '8' }
const gibibyte = 2 ** 30

it.each([
  ['nothing outside a job', { SLURM_CPUS_PER_TASK: '4', SLURM_MEM_PER_NODE: '1024' }, Infinity, Infinity],
  ['all cores of the node that a batch step holds', job, 8, Infinity],
  ['the cores of a task', { ...job, SLURM_CPUS_PER_TASK: '2' }, 2, Infinity],
  [
    'a share of the node in a step of several tasks',
    { ...job, SLURM_STEP_TASKS_PER_NODE: '4(x2)' },
    2,
    Infinity,
  ],
  ['memory of the node', { ...job, SLURM_MEM_PER_NODE: '2048' }, 8, 2 * gibibyte],
  ['memory by core', { ...job, SLURM_MEM_PER_CPU: '512' }, 8, 4 * gibibyte],
  [
    'memory by core, shared by the tasks of a step',
    { ...job, SLURM_MEM_PER_CPU: '512', SLURM_STEP_TASKS_PER_NODE: '4' },
    2,
    gibibyte,
  ],
  ['all memory, which Slurm calls 0', { ...job, SLURM_MEM_PER_NODE: '0' }, 8, Infinity],
])('reads %s', (_, environment, cores, memoryBytes) => {
  expect(readSlurmAllocation(environment)).toEqual({ cores, memoryBytes })
})

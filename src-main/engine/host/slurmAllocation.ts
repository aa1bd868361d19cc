/**
 * What a Slurm job was given. Not every cluster enforces it by affinity or control groups; the environment always says it.
 * Source: the output environment variables of sbatch(1) and srun(1).
 */
export interface SlurmAllocation {
  /** Cores of one task; Infinity outside a job. */
  readonly cores: number
  /** Memory of one task on this node; Infinity where the job has the whole node's or none is named. */
  readonly memoryBytes: number
}

type Environment = Readonly<Record<string, string | undefined>>

export function readSlurmAllocation(environment: Environment): SlurmAllocation {
  if (environment.SLURM_JOB_ID === undefined) return { cores: Infinity, memoryBytes: Infinity }
  const read = (name: string) => readCount(environment[name])
  const tasks = read('SLURM_STEP_TASKS_PER_NODE') ?? 1
  const nodeCores = read('SLURM_CPUS_ON_NODE')
  const cores = read('SLURM_CPUS_PER_TASK') ?? (nodeCores && Math.max(1, Math.floor(nodeCores / tasks)))
  const perNode = read('SLURM_MEM_PER_NODE')
  const perCore = read('SLURM_MEM_PER_CPU')
  // A batch step without srun holds all of the node's cores, and their memory, by itself.
  const mebibytes =
    perNode !== null ? perNode / tasks : perCore !== null && nodeCores ? (perCore * nodeCores) / tasks : null
  return { cores: cores ?? Infinity, memoryBytes: mebibytes === null ? Infinity : mebibytes * 2 ** 20 }
}

/** The leading number of `4` or `4(x2)`; Slurm's 0 means all there is. */
function readCount(text: string | undefined): number | null {
  const digits = /^\d+/.exec(text ?? '')?.[0]
  return digits === undefined || Number(digits) === 0 ? null : Number(digits)
}

/** What a draft would cost, and what stands in its way. Starts no engine. */
import {
  type CellKey,
  type ExperimentSpec,
  type MemoryEstimate,
  type ModelDescription,
  type SpecDraft,
  type SpecIssue,
  type StudyPlan,
} from '../../../contract'
import { estimateMemory } from '../../../engine'
import { estimateDiskBytes, listSpecIssues, planStudy, type StudyFiles } from '../../../study'
import { checkFiles } from './checkFiles'
import { computeWork, type MeasuredSpeed } from './measuredSpeed'

export interface PlanSurroundings {
  readonly files: StudyFiles
  readonly freeBytes: number
  readonly speed: MeasuredSpeed
}

export async function planDraft(draft: SpecDraft, surroundings: PlanSurroundings): Promise<StudyPlan> {
  const checked = listSpecIssues(draft)
  if (checked.spec === null) return refuse(checked.issues)
  const { spec } = checked
  const { models, issues } = await checkFiles(spec, surroundings.files)
  const readable = models.filter((model) => model !== null)
  if (issues.length > 0 || readable.length < models.length) return refuse(issues)
  const cells = planStudy(spec)
  const memory = findLargest(spec, readable, surroundings.freeBytes)
  return {
    issues: memory === null ? [] : warnOfMemory(spec, memory),
    cells: cells.length,
    estimatedMs: await estimateDuration(cells, readable, surroundings.speed),
    diskBytes: estimateDiskBytes(spec, cells, readable),
    memory,
  }
}

function refuse(issues: readonly SpecIssue[]): StudyPlan {
  return { issues, cells: 0, estimatedMs: null, diskBytes: 0, memory: null }
}

/** Of the model that needs most at the longest context. */
function findLargest(
  { contexts, engine }: ExperimentSpec,
  models: readonly ModelDescription[],
  freeBytes: number,
): MemoryEstimate | null {
  const { cacheType, flashAttention, microBatchTokens } = engine
  const settings = { contextTokens: Math.max(...contexts), cacheType, flashAttention, microBatchTokens }
  return models
    .map((model) => estimateMemory(model, { settings, observed: true, freeBytes }))
    .reduce<MemoryEstimate | null>(
      (largest, estimate) => (largest && largest.totalBytes >= estimate.totalBytes ? largest : estimate),
      null,
    )
}

function warnOfMemory({ contexts, engine }: ExperimentSpec, memory: MemoryEstimate): SpecIssue[] {
  if (memory.totalBytes <= memory.freeBytes || engine.ignoreMemoryEstimate) return []
  const longest = Math.max(...contexts)
  return [
    {
      where: `contexts.${contexts.indexOf(longest)}`,
      message: `Not enough memory for ${longest} tokens. ${memory.advice}`,
      level: 'warning',
    },
  ]
}

async function estimateDuration(
  cells: readonly CellKey[],
  models: readonly ModelDescription[],
  speed: MeasuredSpeed,
): Promise<number | null> {
  const msPerWork = await speed.read()
  return msPerWork === null ? null : msPerWork * computeWork(cells, models)
}

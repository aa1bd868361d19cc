/** What a draft would cost, and what stands in its way. Starts no engine. */
import type {
  ExperimentSpec,
  MemoryEstimate,
  ModelDescription,
  PlannedSession,
  SpecDraft,
  SpecIssue,
  StudyPlan,
} from '../../contract'
import type { StudyFiles } from '../ports'
import { listSpecIssues } from '../spec/listSpecIssues'
import { computeCellTokens, computeModelWork } from './cellWork'
import { checkFiles, type ReadModel } from './checkFiles'
import { estimateDiskBytes } from './estimateDisk'
import { groupCells } from './groupCells'
import { nameModel } from './nameModel'
import { planStudy } from './planStudy'

export interface PlanSurroundings {
  readonly files: Pick<StudyFiles, 'resolve' | 'readText'>
  readonly readModel: ReadModel
  readonly estimateMemory: EstimateMemory
  /** Memory that a run may still take. */
  readonly freeBytes: number
  /** Milliseconds that this machine took for one parameter and token squared; null where it has measured nothing. */
  readonly msPerWork: number | null
}

export type EstimateMemory = (
  model: ModelDescription,
  request: {
    readonly settings: Pick<ExperimentSpec['engine'], 'cacheType' | 'flashAttention' | 'microBatchTokens'> & {
      readonly contextTokens: number
    }
    readonly observed: boolean
    readonly freeBytes: number
  },
) => MemoryEstimate

/** Everything that is wrong is told, not only the first; where something is, nothing is planned. */
export async function planDraft(draft: SpecDraft, surroundings: PlanSurroundings): Promise<StudyPlan> {
  const checked = listSpecIssues(draft)
  if (checked.spec === null) return refuse(checked.issues)
  const { spec } = checked
  const { models, issues } = await checkFiles(spec, surroundings)
  const readable = models.filter((model) => model !== null)
  if (issues.length > 0 || readable.length < models.length) return refuse(issues)
  return planReadable(spec, readable, surroundings)
}

function refuse(issues: readonly SpecIssue[]): StudyPlan {
  return { issues, cells: 0, tokens: 0, sessions: [], estimatedMs: null, diskBytes: 0, memory: null }
}

function planReadable(
  spec: ExperimentSpec,
  models: readonly ModelDescription[],
  surroundings: PlanSurroundings,
): StudyPlan {
  const cells = planStudy(spec)
  const sessions = planSessions(spec, models, surroundings)
  const memory = sessions.reduce<MemoryEstimate | null>(
    (most, session) => (most && most.totalBytes >= session.memory.totalBytes ? most : session.memory),
    null,
  )
  return {
    issues: warnOfMemory(spec, sessions),
    cells: cells.length,
    tokens: sessions.reduce((sum, { tokens }) => sum + tokens, 0),
    sessions,
    estimatedMs:
      surroundings.msPerWork === null
        ? null
        : sessions.reduce((sum, { estimatedMs }) => sum + (estimatedMs ?? 0), 0),
    diskBytes: estimateDiskBytes(spec, cells, models),
    memory,
  }
}

/** One for each model, context and extension: what shares the weights, the cache and the prefixes. */
function planSessions(
  spec: ExperimentSpec,
  models: readonly ModelDescription[],
  { estimateMemory, freeBytes, msPerWork }: PlanSurroundings,
): PlannedSession[] {
  const { cacheType, flashAttention, microBatchTokens, ignoreMemoryEstimate } = spec.engine
  return groupCells(planStudy(spec)).map(({ model, contextTokens, extension, cells }) => {
    const settings = { contextTokens, cacheType, flashAttention, microBatchTokens }
    const memory = estimateMemory(models[model], { settings, observed: true, freeBytes })
    const work = computeModelWork(cells, models).reduce((sum, part) => sum + part, 0)
    return {
      model: nameModel(spec.models[model], models[model]),
      contextTokens,
      extension,
      cells: cells.length,
      tokens: computeCellTokens(cells).reduce((sum, tokens) => sum + tokens, 0),
      estimatedMs: msPerWork === null ? null : msPerWork * work,
      memory,
      isRefused: memory.totalBytes > memory.freeBytes && !ignoreMemoryEstimate,
    }
  })
}

/** Of every length that does not fit, once, at the model that needs most. */
function warnOfMemory({ contexts }: ExperimentSpec, sessions: readonly PlannedSession[]): SpecIssue[] {
  return contexts.flatMap((contextTokens, index) => {
    const refused = sessions.filter((session) => session.contextTokens === contextTokens && session.isRefused)
    if (refused.length === 0) return []
    const { memory } = refused.reduce((most, session) =>
      most.memory.totalBytes >= session.memory.totalBytes ? most : session,
    )
    const message = `Not enough memory for ${contextTokens} tokens. ${memory.advice}`
    return [{ where: `contexts.${index}`, message, level: 'warning' }]
  })
}

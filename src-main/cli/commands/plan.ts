/** `ropewalk plan`: what a run would cost, and what it would refuse, before it starts. */
import { dirname, resolve } from 'node:path'
import { RopewalkError, type SpecDraft, type SpecIssue, type StudyPlan } from '../../contract'
import { estimateMemory, readHostMemory, readModel } from '../../engine'
import { createMeasuredSpeed } from '../../store'
import { createStudyFiles, listSpecIssues, parseSpecDraft, planDraft } from '../../study'
import type { CliContext } from '../context'
import { withEngine } from '../engine/withEngine'
import type { ExitCode } from '../exitCode'
import type { JsonOption } from '../program/commandOptions'
import { readInputText } from '../readInputText'
import { formatPlan } from '../terminal/formatPlan'

/** 2 where nothing of the experiment could run. */
export async function planExperiment(
  specPath: string,
  options: JsonOption,
  context: CliContext,
): Promise<ExitCode> {
  const draft = parseSpecDraft(await readInputText(specPath, 'Experiment spec'), specPath)
  const plan = await addBackendIssue(draft, await planOf(draft, dirname(resolve(specPath)), context), context)
  context.writeOut(options.json === true ? `${JSON.stringify(plan, null, 2)}\n` : formatPlan(plan))
  return canRun(plan) ? 0 : 2
}

async function planOf(draft: SpecDraft, folder: string, context: CliContext): Promise<StudyPlan> {
  return planDraft(draft, {
    files: createStudyFiles(folder, context.resources),
    readModel,
    estimateMemory,
    freeBytes: readHostMemory().freeBytes,
    msPerWork: await createMeasuredSpeed(context.userData).read(),
  })
}

function canRun({ issues, sessions }: StudyPlan): boolean {
  return !issues.some(({ level }) => level === 'error') && sessions.some(({ isRefused }) => !isRefused)
}

/** Whether a backend is usable is known to the engine alone, which is asked where the spec names one. */
async function addBackendIssue(draft: SpecDraft, plan: StudyPlan, context: CliContext): Promise<StudyPlan> {
  const backend = listSpecIssues(draft).spec?.engine.backend ?? 'auto'
  if (backend === 'auto' || backend === 'cpu') return plan
  try {
    await withEngine(context, backend, (client) => client.describe({}))
    return plan
  } catch (thrown) {
    if (!(thrown instanceof RopewalkError) || thrown.code !== 'backend.unavailable') throw thrown
    const issue: SpecIssue = { where: 'engine.backend', message: thrown.message, level: 'error' }
    return { ...plan, issues: [...plan.issues, issue] }
  }
}

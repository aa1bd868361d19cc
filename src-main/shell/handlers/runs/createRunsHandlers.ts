/** Answers the window about runs: one in work at a time, the last one stays known until the next begins. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { RopewalkError, type RunsApi, type RunState, type UnfinishedRun } from '../../../contract'
import { discardUnfinishedRun, readUnfinishedRun } from '../../../store'
import { planStudy } from '../../../study'
import { experimentKind } from '../fileKinds'
import type { ApiHandlers, HandlerPorts } from '../ports'
import type { ExperimentShelf } from '../results'
import { readSpec } from './readSpec'
import { Run, type RunPorts, type RunRequest } from './Run'
import { nameTarget, RecentTargets } from './targets'

export type RunsHandlerPorts = RunPorts & Pick<HandlerPorts, 'dialogs' | 'readSettings'>

export interface RunsHandlers {
  readonly handlers: ApiHandlers<RunsApi>
  /** Cancels the run in work, so that its journal is closed before the program ends. */
  close(): Promise<void>
}

export function createRunsHandlers(ports: RunsHandlerPorts, shelf: ExperimentShelf): RunsHandlers {
  const { dialogs, folders, readSettings, clock } = ports
  const recent = new RecentTargets(folders.userData)
  /** Targets that a person agreed to replace, in the system's own dialog. */
  const chosenTargets = new Set<string>()
  let run: Run | null = null

  async function begin(request: Omit<RunRequest, 'runId' | 'experimentId'>): Promise<RunState> {
    refuseBusy(run)
    const begun = new Run(
      { ...request, runId: randomUUID(), experimentId: shelf.findId(request.target) ?? randomUUID() },
      ports,
      shelf,
    )
    run = begun
    await mkdir(dirname(request.target), { recursive: true })
    await recent.remember(request.target)
    begun.start()
    return begun.board.state
  }

  function find(runId: string): Run {
    if (run?.board.state.runId === runId) return run
    throw new RopewalkError('input.invalid', `No such run: ${runId}. Expected the last one. Start a run.`, {
      runId,
    })
  }

  async function listUnfinished(): Promise<UnfinishedRun[]> {
    const inWork = run !== null && !run.isOver ? run.board.state.targetPath : null
    const targets = await recent.listUnfinished(readSettings().dataFolder)
    const found = await Promise.all(targets.filter((target) => target !== inWork).map(readUnfinishedRun))
    return found
      .flatMap((unfinished) => unfinished ?? [])
      .map(({ target, spec, finishedCells, changedAtMs }) => ({
        targetPath: target,
        title: spec.title,
        finishedCells,
        plannedCells: planStudy(spec).length,
        changedAtMs,
      }))
      .sort((a, b) => b.changedAtMs - a.changedAtMs)
  }

  const handlers: ApiHandlers<RunsApi> = {
    startRun: async ({ spec: draft, targetPath }) => {
      refuseBusy(run)
      const settings = readSettings()
      const title = typeof draft.title === 'string' ? draft.title : ''
      const target = resolve(targetPath ?? nameTarget(settings.dataFolder, title, clock.now()))
      const spec = readSpec(draft, target, settings, folders.resources)
      const replaces =
        chosenTargets.has(target) && existsSync(target) && (await readUnfinishedRun(target)) === null
      const whenTargetExists = replaces ? 'replace' : 'refuse'
      return begin({ spec, specFolder: dirname(target), target, mode: 'new', whenTargetExists })
    },
    resumeUnfinished: async ({ targetPath }) => {
      refuseBusy(run)
      const unfinished = await readUnfinishedRun(targetPath)
      if (unfinished === null) throw nothingUnfinished(targetPath)
      const { spec, specFolder, target } = unfinished
      return begin({ spec, specFolder, target, mode: 'resume', whenTargetExists: 'replace' })
    },
    pauseRun: async ({ runId }) => find(runId).pause(),
    continueRun: async ({ runId }) => find(runId).continue(),
    cancelRun: async ({ runId }) => find(runId).cancel(),
    retryCell: async ({ runId, cellId }) => find(runId).retry(cellId),
    readRun: async () => run?.board.snapshot ?? null,
    listUnfinished,
    discardUnfinished: async ({ targetPath }) => {
      if ((await readUnfinishedRun(targetPath)) === null) throw nothingUnfinished(targetPath)
      const experimentId = shelf.findId(targetPath)
      await discardUnfinishedRun(targetPath)
      if (experimentId !== null) await shelf.remove(experimentId)
    },
    chooseTarget: async ({ suggestedName }) => {
      const suggestedPath = join(readSettings().dataFolder, suggestedName)
      const chosen = await dialogs.chooseTarget({ kinds: [experimentKind], suggestedPath })
      if (chosen !== null) chosenTargets.add(resolve(chosen))
      return chosen
    },
  }

  return {
    handlers,
    close: async () => {
      run?.cancel()
      await run?.ended
    },
  }
}

function refuseBusy(run: Run | null): void {
  if (run === null || run.isOver) return
  throw new RopewalkError(
    'run.busy',
    `A run is in work: ${run.board.state.title}. Expected none. Wait for its end, or cancel it.`,
    { runId: run.board.state.runId },
  )
}

function nothingUnfinished(target: string): RopewalkError {
  return new RopewalkError(
    'input.invalid',
    `No unfinished run to take up: ${target}. Expected a journal beside it that holds its spec. Start the experiment anew.`,
    { path: target },
  )
}

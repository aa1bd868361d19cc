/** `ropewalk run`: runs an experiment spec into a `.ropewalk` file. */
import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { RopewalkError, type ExperimentSpec } from '../../contract'
import {
  buildFirstManifestDraft,
  createStudyFiles,
  measureSpeed,
  parseExperimentSpec,
  planStudy,
  prepareStudy,
  runStudy,
  type PreparedStudy,
  type StudyEvent,
  type StudyResult,
} from '../../study'
import { createMeasuredSpeed, findFinishedRun, openJournal, type ExperimentJournal } from '../../store'
import { appVersion } from '../appVersion'
import type { CliContext } from '../context'
import { withEngine } from '../engine/withEngine'
import type { ExitCode } from '../exitCode'
import { openContents } from '../openContents'
import { readInputText } from '../readInputText'
import { takeShard, type Shard } from '../shard'
import { formatResult } from '../terminal/formatResult'
import { RunProgress } from '../terminal/RunProgress'
import { checkReportName, writeReport } from '../writeReport'

export interface RunOptions {
  readonly threads?: number
  readonly output: string
  readonly resume?: true
  readonly overwrite?: true
  readonly takeOver?: true
  readonly report?: string
  readonly shard?: Shard
}

export async function runExperiment(
  specPath: string,
  options: RunOptions,
  context: CliContext,
): Promise<ExitCode> {
  if (options.report !== undefined) await checkReportName(options.report)
  const spec = parseExperimentSpec(await readInputText(specPath, 'Experiment spec'), specPath)
  planStudy(spec)
  const result = await runSpec(spec, dirname(resolve(specPath)), options, context)
  if (result.status === 'cancelled') {
    context.writeError(
      `cancelled: ${result.done + result.failed} of ${result.planned} cells are kept; go on with --resume\n`,
    )
    return 130
  }
  const contents = await openContents(options.output)
  context.writeOut(`${formatResult(contents)}\n`)
  context.writeError(`wrote ${options.output}\n`)
  if (options.report !== undefined) {
    await makeFolder(options.report)
    await writeReport(contents, options.report)
    context.writeError(`wrote ${options.report}\n`)
  }
  return result.failed > 0 ? 1 : 0
}

function runSpec(
  spec: ExperimentSpec,
  folder: string,
  options: RunOptions,
  context: CliContext,
): Promise<StudyResult> {
  const { signal } = context
  return withEngine(context, spec.engine.backend, async (client, host) => {
    const progress = new RunProgress(context)
    const onEvent = (event: StudyEvent) => progress.show(event)
    const whole = await prepareStudy(spec, createStudyFiles(folder, context.resources), client, {
      signal,
      threads: options.threads,
      onEvent,
    })
    const study = options.shard === undefined ? whole : takeShard(whole, options.shard)
    const finished =
      options.resume && !options.overwrite ? await findFinishedRun(options.output, study) : null
    if (finished !== null) {
      context.writeError(`already finished: ${finished.planned} cells in ${options.output}\n`)
      return { status: 'done', ...finished }
    }
    await makeFolder(options.output)
    const createdAt = new Date().toISOString()
    const journal = await openJournal(options.output, {
      spec,
      specFolder: folder,
      plannedCellIds: study.cells.map(({ id }) => id),
      mode: options.resume === true ? 'resume' : 'new',
      whenTargetExists: options.overwrite === true ? 'replace' : 'refuse',
      facts: study.facts,
      draft: buildFirstManifestDraft({ study, appVersion, createdAt }),
      takeOver: options.takeOver === true,
    })
    const result = await runStudy({ study, host, journal, appVersion, signal, onEvent })
    await keepSpeed(study, journal, context)
    return result
  })
}

/** For the next plan of this machine. */
function keepSpeed(
  { cells: planned, models }: PreparedStudy,
  { cells, timings }: ExperimentJournal,
  { userData }: CliContext,
): Promise<void> {
  const descriptions = models.map(({ description }) => description)
  return createMeasuredSpeed(userData).keep(measureSpeed({ planned, cells, timings, models: descriptions }))
}

/** A folder named for the output is made; one level, so that a misspelt path is not built up. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(dirname(resolve(path)))
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : ''
    if (code !== 'EEXIST' && code !== 'ENOENT')
      throw new RopewalkError(
        'target.notWritable',
        `Folder that cannot be made: ${dirname(resolve(path))}. Expected a place to write to. Check its permissions.`,
        { path, cause: String(code) },
      )
  }
}

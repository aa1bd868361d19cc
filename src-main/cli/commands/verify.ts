/** `ropewalk verify`: checks an experiment file against itself, and on request against the models. */
import { randomInt } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import { openExperiment, parsePublicKey, requireSignature, verifyExperiment } from '../../store'
import { findSpecFolder } from '../../study'
import type { CliContext } from '../context'
import { rerunCells, type Rerun } from '../engine/rerunCells'
import { withEngine } from '../engine/withEngine'
import type { ExitCode } from '../exitCode'
import { readInputText } from '../readInputText'
import { RunProgress } from '../terminal/RunProgress'
import { safeText } from '../terminal/safeText'

export interface VerifyOptions {
  readonly rerun?: number
  readonly seed?: number
  readonly specFolder?: string
  readonly signedBy?: string
}

export async function verifyFile(
  path: string,
  options: VerifyOptions,
  context: CliContext,
): Promise<ExitCode> {
  if (options.signedBy !== undefined) await requireSignatureOf(path, options.signedBy)
  const verification = await verifyExperiment(path)
  for (const { ok, sentence } of verification.checks)
    context.writeOut(`${ok ? 'ok    ' : 'FAILED'}  ${safeText(sentence)}\n`)
  for (const warning of verification.warnings) context.writeOut(`note    ${safeText(warning)}\n`)
  if (!verification.ok || options.rerun === undefined) return verification.ok ? 0 : 1
  const seed = options.seed ?? randomInt(4_294_967_296)
  const rerun = await rerunOf(path, options.rerun, seed, options, context)
  context.writeOut(formatRerun(rerun, seed))
  return rerun.status === 'cancelled' ? 130 : rerun.difference.cells.length > 0 ? 1 : 0
}

async function requireSignatureOf(path: string, keyPath: string): Promise<void> {
  await requireSignature(path, parsePublicKey(await readInputText(keyPath, 'Key'), keyPath))
}

const specFolderAdvice = 'Give the folder of the experiment spec with --spec-folder.'

async function rerunOf(
  path: string,
  count: number,
  seed: number,
  { specFolder }: VerifyOptions,
  context: CliContext,
): Promise<Rerun> {
  const experiment = await openExperiment(path)
  try {
    const folders =
      specFolder === undefined ? [...new Set([dirname(resolve(path)), resolve('.')])] : [resolve(specFolder)]
    const folder = findSpecFolder(experiment.manifest.spec.models, folders, specFolderAdvice)
    const progress = new RunProgress(context)
    return await withEngine(context, experiment.manifest.spec.engine.backend, (client, host) =>
      rerunCells(client, host, {
        experiment,
        count,
        seed,
        folder,
        resources: context.resources,
        signal: context.signal,
        onEvent: (event) => progress.show(event),
      }),
    )
  } finally {
    await experiment.close()
  }
}

function formatRerun({ cells, difference, status, changedPrompts }: Rerun, seed: number): string {
  const { absolute, relative } = difference.tolerance
  const lines = difference.cells.map(({ id, fields }) => {
    const reason =
      changedPrompts.get(id) ??
      fields.map(({ path, a, b }) => `${path} ${String(a)} | ${String(b)}`).join(', ')
    return `FAILED  ${safeText(`${id}: ${reason}`)}\n`
  })
  const asked = changedPrompts.size === 0 ? '' : `; ${changedPrompts.size} have another prompt than they had`
  const ended = status === 'cancelled' ? ' before it was cancelled' : ''
  return (
    `${difference.cells.length === 0 ? 'ok    ' : 'FAILED'}  ${difference.sameCells} of ${cells} cells evaluated again${ended} ` +
    `agree (tolerance ${absolute} + ${relative} relative, seed ${seed})${asked}.\n${lines.join('')}`
  )
}

/** What a pane reads, and under what: from a cell of an open experiment or from a text. */
import { basename, dirname, join } from 'node:path'
import { RopewalkError } from '../../../contract'
import type { Cell, NamedTensor, PaneSource, PositionSpan } from '../../../contract'
import { createTokenizer } from '../../../engine'
import type { StoredExperiment } from '../../../store'
import {
  createStudyFiles,
  findSpecFolder,
  readExtensionFile,
  rebuildCell,
  rebuildSession,
} from '../../../study'
import type { HandlerPorts, OpenExperiments } from '../ports'
import type { AttentionSessions, SessionPlace } from './AttentionSessions'

export interface PaneText {
  readonly place: SessionPlace
  readonly modelLabel: string
  readonly tokens: Int32Array
  readonly needle: PositionSpan | null
  readonly answerQueries: PositionSpan | null
  /** What the experiment file keeps of this reading; empty for a text. */
  readonly stored: readonly NamedTensor[]
}

export interface TextParts extends Pick<HandlerPorts, 'folders' | 'readSettings'> {
  readonly experiments: OpenExperiments
  readonly sessions: AttentionSessions
}

/** @throws RopewalkError `input.invalid`, `model.*`, `text.*`, `extension.*`, and what the engine says */
export function readPaneText(parts: TextParts, source: PaneSource): Promise<PaneText> {
  return source.kind === 'cell' ? readCell(parts, source) : readText(parts, source)
}

async function readCell(
  { experiments, sessions, folders, readSettings }: TextParts,
  { experimentId, cellId }: PaneSource & { kind: 'cell' },
): Promise<PaneText> {
  const experiment = experiments.find(experimentId)
  const { spec, models } = experiment.manifest
  const cell = findCell(experiment, cellId)
  const entry = spec.models[cell.model]
  const folder = findSpecFolder(
    [entry],
    [dirname(experiment.path), join(folders.resources, 'experiments'), readSettings().dataFolder],
    'Put the model there to look at its attention; all stored results are still open.',
  )
  const files = createStudyFiles(folder, folders.resources)
  const modelPath = files.resolve(entry.path)
  const { client, model } = await sessions.loadModel(modelPath, entry.trainedContextTokens)
  refuseOtherModel(modelPath, model.description.fileBytes, models[cell.model]?.fileBytes)
  const rebuilt = await rebuildCell(spec, cell, createTokenizer(client, model), files)
  return {
    ...rebuilt,
    place: { modelPath, settings: await rebuildSession(spec, cell, files) },
    modelLabel: models[cell.model]?.label ?? entry.label ?? basename(entry.path),
    stored: await experiment.readTensors(cell),
  }
}

async function readText(
  { sessions, folders, readSettings }: TextParts,
  { modelPath, extension, contextTokens, text }: PaneSource & { kind: 'text' },
): Promise<PaneText> {
  const { dataFolder, threads } = readSettings()
  const files = createStudyFiles(dataFolder, folders.resources)
  const extensionFile = await readExtensionFile(extension, files)
  const { client, model } = await sessions.loadModel(modelPath)
  const all = await client.tokenize({ modelId: model.modelId, text, addSpecial: true })
  const tokens = all.slice(0, contextTokens)
  if (tokens.length === 0)
    throw new RopewalkError('text.tooShort', 'No text to read. Expected at least one token. Enter a text.')
  const settings = {
    contextTokens,
    extension,
    ...(threads === 0 ? {} : { threads }),
    ...(extensionFile === null ? {} : { extensionFile }),
  }
  return {
    place: { modelPath, settings },
    modelLabel: model.description.name ?? basename(modelPath),
    tokens,
    needle: null,
    answerQueries: null,
    stored: [],
  }
}

function findCell({ cells, path }: StoredExperiment, cellId: string): Cell {
  const cell = cells.find(({ id }) => id === cellId)
  if (cell !== undefined) return cell
  throw new RopewalkError(
    'input.invalid',
    `No such cell: ${cellId}. Expected a cell of ${path}. Open the experiment again.`,
    { cellId },
  )
}

/** The size tells most mistakes at once; `verify` compares the whole file. */
function refuseOtherModel(path: string, fileBytes: number, recordedBytes: number | undefined): void {
  if (recordedBytes === undefined || fileBytes === recordedBytes) return
  throw new RopewalkError(
    'model.changed',
    `Model is not the one that was measured: ${path} has ${fileBytes} bytes. Expected ${recordedBytes}. ` +
      'Put the measured file back to look at its attention.',
    { path, fileBytes, recordedBytes },
  )
}

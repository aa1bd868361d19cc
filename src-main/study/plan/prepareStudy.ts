/** Everything that is checked and read before the first cell runs. */
import type {
  CancelSignal,
  CellKey,
  CorpusProvenance,
  EngineClient,
  EngineDescription,
  ExperimentSpec,
  ModelDescription,
  ModelEntry,
} from '../../contract'
import { createTask, toPlainText } from '../../tasks'
import type { Task } from '../../tasks'
import { chooseThreads } from '../../engine/session/chooseThreads'
import type { StudyFiles } from '../ports'
import type { StudyEvent } from '../run/studyEvent'
import { untilCancelled } from '../untilCancelled'
import { checkExtension } from './checkExtension'
import { readExtensionFiles } from './extensionFiles'
import { refuseEqualNames } from './nameModel'
import { planStudy } from './planStudy'

export interface PreparedStudy {
  readonly spec: ExperimentSpec
  /** In the order they run. */
  readonly cells: readonly CellKey[]
  readonly tasks: readonly Task[]
  readonly models: readonly PreparedModel[]
  /** Contents of the texts that tasks read, by the name in the spec. */
  readonly contents: ReadonlyMap<string, string>
  readonly corpora: readonly CorpusProvenance[]
  /** Contents of the files that extensions read, by extension as written. */
  readonly extensionFiles: ReadonlyMap<string, string>
  readonly engine: EngineDescription
  /** What must be the same when a run is taken up again. */
  readonly facts: Readonly<Record<string, string>>
}

export interface PreparedModel extends InspectedModel {
  readonly sha256: string
  /** Of the processor, that its sessions compute with. */
  readonly threads: number
}

export interface PreparationOptions {
  readonly signal?: CancelSignal | undefined
  /** Instead of the spec's; of no matter to the results, so that a run may be taken up again with others. */
  readonly threads?: number | undefined
  readonly onEvent?: ((event: StudyEvent) => void) | undefined
}

interface InspectedModel {
  readonly entry: ModelEntry
  /** Where the file really is. */
  readonly path: string
  readonly description: ModelDescription
}

/**
 * @throws RopewalkError for what concerns the whole spec, before anything runs: `experiment.invalid`,
 *   `extension.invalid`, `text.missing`, `task.invalid`, `model.missing` and every other refusal of a model's file
 */
export async function prepareStudy(
  spec: ExperimentSpec,
  files: StudyFiles,
  client: EngineClient,
  options: PreparationOptions = {},
): Promise<PreparedStudy> {
  const { signal, onEvent } = options
  const cells = planStudy(spec)
  const tasks = spec.tasks.map(createTask)
  const extensionFiles = await readExtensionFiles(spec, files)
  const { contents, corpora } = await readTexts(tasks, files)
  const inspected: InspectedModel[] = []
  for (const entry of spec.models) inspected.push(await inspectModel(entry, files, client, signal))
  refuseEqualNames(inspected)
  checkExtensions(spec, inspected, extensionFiles)
  const engine = await untilCancelled(signal, client.describe({}))
  const threads = inspected.map(
    ({ description }) =>
      options.threads ??
      spec.engine.threads ??
      chooseThreads(description.parameterCount, engine.defaultThreads),
  )
  const { backend, devices } = engine
  onEvent?.({ kind: 'computing', on: { backend, devices, threads: Math.max(...threads) } })
  const sha256 = await hashModels(inspected, files, options)
  const models = inspected.map((model, index) => ({
    ...model,
    sha256: sha256[index],
    threads: threads[index],
  }))
  return {
    spec,
    cells,
    tasks,
    models,
    contents,
    corpora,
    extensionFiles,
    engine,
    facts: collectFacts(models, corpora, engine),
  }
}

async function readTexts(
  tasks: readonly Task[],
  files: StudyFiles,
): Promise<Pick<PreparedStudy, 'contents' | 'corpora'>> {
  const contents = new Map<string, string>()
  const corpora: CorpusProvenance[] = []
  for (const path of new Set(tasks.flatMap((task) => task.texts))) {
    const { text, sha256, bytes } = await files.readText(path)
    contents.set(path, toPlainText(path, text))
    corpora.push({ path, sha256, bytes })
  }
  return { contents, corpora }
}

async function inspectModel(
  entry: ModelEntry,
  files: StudyFiles,
  client: EngineClient,
  signal?: CancelSignal,
): Promise<InspectedModel> {
  const path = files.resolve(entry.path)
  const { trainedContextTokens } = entry
  const description = await untilCancelled(
    signal,
    client.inspectModel({ path, ...(trainedContextTokens === undefined ? {} : { trainedContextTokens }) }),
  )
  return { entry, path, description }
}

function checkExtensions(
  spec: ExperimentSpec,
  models: readonly InspectedModel[],
  extensionFiles: ReadonlyMap<string, string>,
): void {
  for (const { entry, description } of models)
    for (const extension of entry.extensions ?? spec.extensions) {
      const fileText = extensionFiles.get(extension) ?? null
      checkExtension(spec, { extension, fileText, entry, description })
    }
}

/** From here on hashing takes seconds, and is told. */
const slowToHashBytes = 2 ** 30

/** Reads every byte of the weights, so it comes last. */
async function hashModels(
  models: readonly InspectedModel[],
  files: StudyFiles,
  { signal, onEvent }: PreparationOptions,
): Promise<string[]> {
  const hashes: string[] = []
  for (const { entry, description } of models) {
    if (description.fileBytes >= slowToHashBytes)
      onEvent?.({ kind: 'modelHashing', path: entry.path, bytes: description.fileBytes })
    hashes.push(await files.computeSha256(description.filePaths, signal))
  }
  return hashes
}

function collectFacts(
  models: readonly PreparedModel[],
  corpora: readonly CorpusProvenance[],
  engine: EngineDescription,
): Record<string, string> {
  return {
    ...Object.fromEntries(models.map(({ entry, sha256 }) => [`model ${entry.path}`, sha256])),
    ...Object.fromEntries(corpora.map(({ path, sha256 }) => [`text ${path}`, sha256])),
    'llama.cpp release': engine.llamaRelease,
    backend: engine.backend,
  }
}

/** What of a spec's files and models does not fit, each with its place in the spec. */
import {
  RopewalkError,
  type ExperimentSpec,
  type ModelDescription,
  type ModelEntry,
  type SpecIssue,
} from '../../contract'
import { createTask, toPlainText } from '../../tasks'
import type { StudyFiles } from '../ports'
import { checkExtension } from './checkExtension'
import { readExtensionFile } from './extensionFiles'
import { refuseEqualNames } from './nameModel'

export interface CheckedFiles {
  readonly issues: readonly SpecIssue[]
  /** By the spec's order; null for one that cannot be read. */
  readonly models: readonly (ModelDescription | null)[]
}

/** Reads a model's header; throws RopewalkError for a file that would not load. */
export type ReadModel = (
  path: string,
  options: { readonly trainedContextTokens?: number },
) => ModelDescription

export interface CheckingPorts {
  readonly files: Pick<StudyFiles, 'resolve' | 'readText'>
  readonly readModel: ReadModel
}

export async function checkFiles(
  spec: ExperimentSpec,
  { files, readModel }: CheckingPorts,
): Promise<CheckedFiles> {
  const read = await Promise.all(
    spec.models.map((entry, index) =>
      attempt(() => describeModel(entry, files, readModel), `models.${index}.path`),
    ),
  )
  const models = read.map(({ value }) => value)
  const names = await attempt(() => checkNames(spec, models), 'models')
  const tables = await Promise.all(
    spec.models.flatMap((entry, index) => checkExtensions(spec, entry, index, models[index], files)),
  )
  const texts = await Promise.all(
    spec.tasks.map((task, index) =>
      attempt(() => readTexts(createTask(task).texts, files), `tasks.${index}.text`),
    ),
  )
  return {
    models,
    issues: [
      ...[...read, names].flatMap(toIssue),
      ...dropRepeated(tables.flatMap(toIssue)),
      ...texts.flatMap(toIssue),
    ],
  }
}

function describeModel(
  entry: ModelEntry,
  files: CheckingPorts['files'],
  readModel: ReadModel,
): ModelDescription {
  const { trainedContextTokens } = entry
  return readModel(
    files.resolve(entry.path),
    trainedContextTokens === undefined ? {} : { trainedContextTokens },
  )
}

/** What a model is called depends on its file: nothing can be said before all are read. */
function checkNames(spec: ExperimentSpec, models: readonly (ModelDescription | null)[]): void {
  const named = spec.models.flatMap((entry, index) => {
    const description = models[index]
    return description === null ? [] : [{ entry, description }]
  })
  if (named.length === models.length) refuseEqualNames(named)
}

function checkExtensions(
  spec: ExperimentSpec,
  entry: ModelEntry,
  index: number,
  description: ModelDescription | null,
  files: CheckingPorts['files'],
): Promise<Attempt<unknown>>[] {
  if (description === null) return []
  const own = entry.extensions
  return (own ?? spec.extensions).map((extension, at) =>
    attempt(
      async () => {
        const fileText = await readExtensionFile(extension, files, spec.curves)
        checkExtension(spec, { extension, fileText, entry, description })
      },
      own ? `models.${index}.extensions.${at}` : `extensions.${at}`,
    ),
  )
}

async function readTexts(texts: readonly string[], files: CheckingPorts['files']): Promise<void> {
  for (const path of texts) toPlainText(path, (await files.readText(path)).text)
}

interface Attempt<T> {
  readonly value: T | null
  readonly issue: SpecIssue | null
}

async function attempt<T>(action: () => T | Promise<T>, where: string): Promise<Attempt<T>> {
  try {
    return { value: await action(), issue: null }
  } catch (thrown) {
    if (!(thrown instanceof RopewalkError)) throw thrown
    return { value: null, issue: { where, message: thrown.message, level: 'error' } }
  }
}

function toIssue({ issue }: Attempt<unknown>): SpecIssue[] {
  return issue === null ? [] : [issue]
}

/** A file that several models' extensions share is missing once. */
function dropRepeated(issues: readonly SpecIssue[]): SpecIssue[] {
  return issues.filter(
    ({ where, message }, index) =>
      issues.findIndex((other) => other.where === where && other.message === message) === index,
  )
}

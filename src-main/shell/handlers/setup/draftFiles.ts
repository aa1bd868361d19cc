/** Specs on disk: paths are absolute in the window, and relative to the file or names of bundled files where they are saved. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { RopewalkError, type OpenedJson, type SpecDraft, type StudyTemplate } from '../../../contract'
import { isModelConfig } from '../../../core/rope'
import { mapSpecPaths, parseSpecDraft } from '../../../study'
import { toLocated, toPortable } from '../specPaths'

/** Specs and configs are far below this; a file of weights or tokens that ends in .json is not read. */
const largestBytes = 64 * 1_048_576

/** By what stands in it, whatever its name. @throws RopewalkError `experiment.invalid`, `experiment.newerMajor` */
export async function openJson(path: string, resources: string): Promise<OpenedJson> {
  const text = await readText(path)
  if (isSettings(text)) return { kind: 'settings', path, text }
  return { kind: 'spec', path, spec: locatePaths(parseSpecDraft(text, basename(path)), path, resources) }
}

/** @throws RopewalkError `experiment.invalid`, `experiment.newerMajor` */
async function readDraft(path: string, resources: string): Promise<SpecDraft> {
  return locatePaths(parseSpecDraft(await readText(path), basename(path)), path, resources)
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size <= largestBytes) return await readFile(path, 'utf8')
  } catch (thrown) {
    const cause = thrown instanceof Error ? thrown.message : String(thrown)
    throw new RopewalkError(
      'experiment.invalid',
      `Experiment spec that cannot be read: ${path}. Expected a readable JSON file. Choose another file.`,
      { path, cause },
    )
  }
  throw new RopewalkError(
    'experiment.invalid',
    `Not an experiment spec: ${path}. Expected a JSON file of at most 64 MiB. Choose another file.`,
    { path },
  )
}

function isSettings(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof json === 'object' && json !== null && !('format' in json) && isModelConfig(json)
  } catch {
    return false
  }
}

function locatePaths(spec: SpecDraft, path: string, resources: string): SpecDraft {
  return mapSpecPaths(spec, (name) => toLocated(name, dirname(path), resources))
}

/** @throws RopewalkError `target.notWritable` */
export async function writeDraft(spec: SpecDraft, path: string, resources: string): Promise<void> {
  const moved = mapSpecPaths(spec, (name) => toPortable(name, dirname(path), resources))
  try {
    await writeFileAtomic(path, `${JSON.stringify(moved, null, 2)}\n`)
  } catch (thrown) {
    throw new RopewalkError(
      'target.notWritable',
      `Experiment spec that cannot be written: ${path}. Expected a folder that can be written to. Choose another place.`,
      { path, cause: thrown instanceof Error ? thrown.message : String(thrown) },
    )
  }
}

/** The studies of the resources folder, the demo first. */
export async function readTemplates(resources: string): Promise<StudyTemplate[]> {
  const folder = join(resources, 'experiments')
  const names = (await readdir(folder)).filter(
    (name) => name.endsWith('.json') && !name.endsWith('.schema.json'),
  )
  const ids = names.map((name) => basename(name, '.json')).sort(compareIds)
  return Promise.all(
    ids.map(async (id) => {
      const spec = await readDraft(join(folder, `${id}.json`), resources)
      return { id, title: textOf(spec.title) || id, description: textOf(spec.description), spec }
    }),
  )
}

function compareIds(a: string, b: string): number {
  return Number(b === 'demo') - Number(a === 'demo') || a.localeCompare(b, 'en', { numeric: true })
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

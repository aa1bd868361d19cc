/** Specs on disk: paths are absolute in the window and relative to the file where they are saved. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { RopewalkError, type SavedSpec, type SpecDraft, type StudyTemplate } from '../../../contract'
import { mapSpecPaths, parseSpecDraft } from '../../../study'

/** @throws RopewalkError `experiment.invalid`, `experiment.newerMajor` */
export async function readDraft(path: string): Promise<SavedSpec> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    const cause = thrown instanceof Error ? thrown.message : String(thrown)
    throw new RopewalkError(
      'experiment.invalid',
      `Experiment spec that cannot be read: ${path}. Expected a readable JSON file. Choose another file.`,
      { path, cause },
    )
  })
  const draft = parseSpecDraft(text, basename(path))
  return { path, spec: mapSpecPaths(draft, (name) => resolve(dirname(path), name)) }
}

/** @throws RopewalkError `target.notWritable` */
export async function writeDraft(spec: SpecDraft, path: string): Promise<void> {
  const moved = mapSpecPaths(spec, (name) => toRelative(dirname(path), name))
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

/** Forward slashes on every system; what lies on another drive stays absolute. */
function toRelative(folder: string, path: string): string {
  if (!isAbsolute(path)) return path
  const from = relative(folder, path)
  return isAbsolute(from) ? path : from.split(sep).join('/')
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
      const { spec } = await readDraft(join(folder, `${id}.json`))
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

/** Opens the journal of an experiment that is about to run, or goes on with one that was cut off. */
import { mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { RopewalkError, type ExperimentSpec, type ManifestDraft } from '../../contract'
import { MAX_CELLS } from '../archive/limits'
import { toDiskError } from '../diskError'
import { computeSpecSha256 } from '../specSha256'
import { syncDirectory } from '../syncDirectory'
import { writeBytes, type WriteBytes } from '../writeBytes'
import { abandonTarget, claimTarget } from './claimTarget'
import { ExperimentJournal } from './ExperimentJournal'
import { toJournalFolder } from './journalFolder'
import { formatLine, JOURNAL_FORMAT, JOURNAL_VERSION, type JournalHeader } from './journalEntry'
import { readJournal, type JournalContent } from './readJournal'

export interface JournalOptions {
  readonly spec: ExperimentSpec
  /** Folder that paths of the spec are relative to: kept, so that the run can be taken up without the spec's file. */
  readonly specFolder?: string
  /** Ids of all cells, in plan order: the order of the finished file. */
  readonly plannedCellIds: readonly string[]
  /** `resume` goes on with what is there, and begins anew where nothing is. */
  readonly mode: 'new' | 'resume'
  /** `replace` gives up a finished file and, in mode `new`, an unfinished journal. */
  readonly whenTargetExists?: 'refuse' | 'replace'
  /** What must be the same in every sitting of a run, e.g. SHA-256 of models and texts, engine release, backend. */
  readonly facts?: Readonly<Record<string, string>>
  /** The manifest as far as it is known before the first cell: with it an unfinished run can be merged. */
  readonly draft?: ManifestDraft
  /** Takes an unfinished run from a process of another machine that seems alive. */
  readonly takeOver?: boolean
  /** How often the lock gives a sign of life; for tests. */
  readonly signOfLifeMs?: number
  /** How bytes reach the disk; for tests of a full one. */
  readonly writeBytes?: WriteBytes
}

/**
 * @param target path of the `.ropewalk` file to come; the journal lies beside it in `<target>.journal/`
 * @throws RopewalkError `target.exists`, `target.locked`, `target.missingDirectory`, `target.notWritable`, `disk.full`;
 *   `experiment.invalid` for more cells than a file holds; `experiment.mismatch` when the journal to resume is of another spec or of other facts;
 *   `experiment.damaged`, `experiment.newerMajor` for a journal whose first line cannot be read
 */
export async function openJournal(target: string, options: JournalOptions): Promise<ExperimentJournal> {
  refuseTooManyCells(options.plannedCellIds.length)
  const path = resolve(target)
  const directory = toJournalFolder(path)
  const mayReplaceTarget = options.whenTargetExists === 'replace'
  const write = options.writeBytes ?? writeBytes
  const lock = await claimTarget(path, directory, mayReplaceTarget, {
    takeOver: options.takeOver ?? false,
    ...(options.signOfLifeMs && { signOfLifeMs: options.signOfLifeMs }),
  })
  try {
    const header = toHeader(options)
    const found = await findContent(directory, header, options.mode, mayReplaceTarget)
    return new ExperimentJournal({
      target: path,
      directory,
      ...(found === null ? await begin(directory, header, write) : await goOn(directory, found)),
      plannedCellIds: options.plannedCellIds,
      mayReplaceTarget,
      lock,
      writeBytes: write,
    })
  } catch (thrown) {
    await abandonTarget(directory, lock)
    throw toDiskError(thrown, dirname(path))
  }
}

/** Before anything is measured: a file of more parts could not be read again. */
function refuseTooManyCells(cells: number): void {
  if (cells <= MAX_CELLS) return
  throw new RopewalkError(
    'experiment.invalid',
    `Too many cells for one file: ${cells}. Expected at most ${MAX_CELLS}. ` +
      'Run parts of the plan one by one: fewer models or contexts in a spec, or ropewalk run --shard.',
    { cells, limit: MAX_CELLS },
  )
}

function toHeader({ spec, specFolder, facts, draft }: JournalOptions): JournalHeader {
  return {
    format: JOURNAL_FORMAT,
    version: JOURNAL_VERSION,
    specSha256: computeSpecSha256(spec),
    seed: spec.seed,
    facts: { ...facts },
    spec,
    specFolder: specFolder ?? null,
    ...(draft && { draft }),
  }
}

/** The journal to go on with; null to begin anew. */
async function findContent(
  directory: string,
  header: JournalHeader,
  mode: JournalOptions['mode'],
  mayReplace: boolean,
): Promise<JournalContent | null> {
  if (mode === 'new' && mayReplace) return null
  const found = await readJournal(directory)
  if (found === null || (mode === 'new' && found.entries.length === 0)) return null
  if (mode === 'resume') {
    refuseMismatch(directory, found.header, header)
    return found
  }
  throw new RopewalkError(
    'target.exists',
    `An unfinished run of ${found.entries.length} cells lies at the target: ${directory}. Expected none. ` +
      'Add --resume to go on with it, or --overwrite to give it up.',
    { path: directory, cells: found.entries.length },
  )
}

function refuseMismatch(directory: string, found: JournalHeader, wanted: JournalHeader): void {
  const names = [...new Set([...Object.keys(found.facts), ...Object.keys(wanted.facts)])].sort()
  const changed = found.specSha256 === wanted.specSha256 ? [] : ['the experiment spec']
  changed.push(...names.filter((name) => found.facts[name] !== wanted.facts[name]))
  if (changed.length === 0) return
  throw new RopewalkError(
    'experiment.mismatch',
    `The unfinished run began with something else: ${changed.join(', ')} changed. ` +
      `Expected what ${directory} began with. Put it back, or choose another target.`,
    { path: directory, changed: changed.join(', '), specSha256: found.specSha256 },
  )
}

interface OpenedFiles extends Pick<JournalContent, 'wholeBytes' | 'entries' | 'warnings'> {
  readonly handle: FileHandle
  readonly nextTensorFile: number
}

async function begin(directory: string, header: JournalHeader, write: WriteBytes): Promise<OpenedFiles> {
  const tensors = join(directory, 'tensors')
  await rm(join(directory, 'journal.ndjson'), { force: true })
  await rm(tensors, { recursive: true, force: true })
  await mkdir(tensors)
  const handle = await open(join(directory, 'journal.ndjson'), 'w')
  try {
    const line = formatLine(header)
    await write(handle, line, 0)
    await handle.sync()
    await syncDirectory(directory)
    await syncDirectory(dirname(directory))
    return { handle, wholeBytes: line.length, entries: [], warnings: [], nextTensorFile: 0 }
  } catch (thrown) {
    await handle.close()
    throw thrown
  }
}

/** Cuts the torn line off, and removes tensor files that no line names. */
async function goOn(directory: string, found: JournalContent): Promise<OpenedFiles> {
  const { wholeBytes, entries, warnings } = found
  const tensors = join(directory, 'tensors')
  await mkdir(tensors, { recursive: true })
  const kept = new Set(entries.map((entry) => entry.tensorFile?.name))
  for (const name of await readdir(tensors)) if (!kept.has(name)) await rm(join(tensors, name))
  const numbers = entries.map(({ tensorFile }) =>
    tensorFile === null ? -1 : Number.parseInt(tensorFile.name, 10),
  )
  const handle = await open(join(directory, 'journal.ndjson'), 'r+')
  await handle.truncate(wholeBytes)
  return {
    handle,
    wholeBytes,
    entries,
    warnings,
    nextTensorFile: numbers.reduce((a, b) => Math.max(a, b), -1) + 1,
  }
}

/** What Ropewalk makes of a spoiled file: a clear error or a correct read, and nothing written. */
import { readdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { RopewalkError } from '../../src-main/contract'
import {
  editAnnotations,
  openExperiment,
  readAnnotations,
  readSignature,
  verifyExperiment,
} from '../../src-main/store'
import type { Mutant } from './makeMutant'

export interface Verdict {
  readonly outcome: 'refused' | 'read'
  /** What must not be, each without a full stop. */
  readonly faults: readonly string[]
}

/** @param expected what `readEverything` gave for the original */
export async function checkMutant(path: string, { kind }: Mutant, expected: string): Promise<Verdict> {
  const before = await readFile(path)
  const faults: string[] = []
  const read = await attempt(() => readEverything(path), faults)
  if (kind === 'bytes' && read !== null && read !== expected)
    faults.push('damaged bytes were read as another result')
  const isSound = await attempt(async () => String((await verifyExperiment(path)).ok), faults)
  if (isSound === 'true' && read === null) faults.push('a file that cannot be read verifies')
  if (!(await readFile(path)).equals(before)) faults.push('reading changed the file')
  const edited = await attempt(
    () => editAnnotations(path, (current) => current, { whenSigned: 'removeSignature' }),
    faults,
  )
  if (edited === null && !(await readFile(path)).equals(before))
    faults.push('a refused change changed the file')
  const names = await readdir(dirname(path))
  if (names.length !== 1) faults.push(`files were written: ${names.join(', ')}`)
  if (Reflect.get({}, 'polluted') !== undefined) faults.push('a prototype was changed')
  return { outcome: read === null ? 'refused' : 'read', faults }
}

/** Everything a reader can get out of a file, as text that can be compared. */
export async function readEverything(path: string): Promise<string> {
  const experiment = await openExperiment(path)
  try {
    const tensors: unknown[] = []
    for (const cell of experiment.cells)
      for (const { name, shape, data } of await experiment.readTensors(cell))
        tensors.push([name, shape, Buffer.from(data.buffer).toString('base64')])
    const { manifest, cells, timings } = experiment
    const [annotations, signature] = [await readAnnotations(path), await readSignature(path)]
    return JSON.stringify([manifest, cells, timings, tensors, annotations, signature])
  } finally {
    await experiment.close()
  }
}

/** Null where it was refused; anything but a clear refusal is a fault. */
async function attempt<T>(work: () => Promise<T>, faults: string[]): Promise<T | null> {
  try {
    return await work()
  } catch (thrown) {
    if (!(thrown instanceof RopewalkError)) faults.push(`an error that is not Ropewalk's: ${String(thrown)}`)
    else if (thrown.code === 'invariant.broken') faults.push(`a broken invariant: ${thrown.message}`)
    return null
  }
}

/**
 * Brings the raw content of an older major version to the current one, a step per version.
 * Version 1 is the first, so the table has no step yet.
 */
import { FILE_MAJOR } from '../../contract'
import { toDamagedError } from '../damage'

/** The JSON of a file before any schema has looked at it. */
export interface RawExperiment {
  readonly manifest: unknown
  readonly cells: readonly unknown[]
  readonly timings: readonly unknown[]
}

export type Migration = (content: RawExperiment) => RawExperiment

/** By the major version a step starts from. */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map()

/** @throws RopewalkError `experiment.damaged` for a version that never was */
export function migrate(
  content: RawExperiment,
  fromMajor: number,
  migrations: ReadonlyMap<number, Migration> = MIGRATIONS,
  toMajor: number = FILE_MAJOR,
): RawExperiment {
  let migrated = content
  for (let major = fromMajor; major < toMajor; major++) {
    const step = migrations.get(major)
    if (step === undefined) throw toDamagedError('manifest.json', `there is no file version ${fromMajor}`)
    migrated = step(migrated)
  }
  return migrated
}

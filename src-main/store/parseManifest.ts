/** The manifest of a file, read as far as this version understands it. */
import { z } from 'zod'
import {
  FILE_FORMAT,
  FILE_MAJOR,
  FILE_MINOR,
  manifestDraftSchema,
  manifestSchema,
  RopewalkError,
  type Manifest,
  type ManifestDraft,
} from '../contract'
import { PART } from './archive/partNames'
import { describeIssue } from './cellSchema'
import { toDamagedError } from './damage'

const versionSchema = z.looseObject({
  format: z.literal(FILE_FORMAT),
  version: z.looseObject({ major: z.int().min(0), minor: z.int().min(0) }),
})

type FileVersion = z.infer<typeof versionSchema>['version']

/** @throws RopewalkError `experiment.newerMajor`, or `experiment.damaged` where it is no Ropewalk manifest */
export function readVersion(manifest: unknown): FileVersion {
  const result = versionSchema.safeParse(manifest)
  if (!result.success) throw toDamagedError(PART.manifest, describeIssue(result.error))
  const { version } = result.data
  if (version.major > FILE_MAJOR)
    throw new RopewalkError(
      'experiment.newerMajor',
      `The experiment has a newer file version: ${version.major}.${version.minor}. ` +
        `Expected ${FILE_MAJOR}.${FILE_MINOR} or older. Open it with a newer version of Ropewalk.`,
      { major: version.major, minor: version.minor },
    )
  return version
}

/**
 * @param manifest of the current major version
 * @returns the manifest, and a sentence for each thing of a newer minor version that is left out
 * @throws RopewalkError `experiment.damaged` naming the field
 */
export function parseManifest(manifest: unknown): { manifest: Manifest; warnings: string[] } {
  const { major, minor } = readVersion(manifest)
  const result = manifestSchema.safeParse(manifest)
  const isNewer = major === FILE_MAJOR && minor > FILE_MINOR
  if (!isNewer) return { manifest: unwrap(result), warnings: [] }
  const warning =
    `The file was written by a newer version of Ropewalk (file version ${major}.${minor}, ` +
    `this one knows ${FILE_MAJOR}.${FILE_MINOR}): what is new in it is not shown.`
  if (result.success) return { manifest: result.data, warnings: [warning] }
  const { rest, removed } = withoutUnknownKeys(manifest, result.error)
  const warnings = removed.map((key) => `Unknown setting left out: ${key}.`)
  return { manifest: unwrap(manifestSchema.safeParse(rest)), warnings: [warning, ...warnings] }
}

/** What the first line of a journal says of its run; null where it says too little, as older journals do. */
export function parseManifestDraft(draft: unknown): ManifestDraft | null {
  const result = manifestDraftSchema.safeParse(draft)
  return result.success ? result.data : null
}

function unwrap(result: z.ZodSafeParseResult<Manifest>): Manifest {
  if (result.success) return result.data
  throw toDamagedError(PART.manifest, describeIssue(result.error))
}

/** The spec refuses fields it does not know; a newer minor version may have added some. */
function withoutUnknownKeys(manifest: unknown, error: z.ZodError): { rest: unknown; removed: string[] } {
  const rest: unknown = structuredClone(manifest)
  const removed: string[] = []
  for (const issue of error.issues) {
    if (issue.code !== 'unrecognized_keys') continue
    const owner = issue.path.reduce(readProperty, rest)
    if (typeof owner !== 'object' || owner === null) continue
    for (const key of issue.keys) {
      Reflect.deleteProperty(owner, key)
      removed.push([...issue.path, key].join('.'))
    }
  }
  return { rest, removed }
}

function readProperty(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

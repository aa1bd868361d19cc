/** Reads an experiment spec and says in one line what is wrong with it. */
import { z } from 'zod'
import { experimentSpecSchema, RopewalkError, SPEC_FORMAT, SPEC_VERSION } from '../../contract'
import type { ExperimentSpec } from '../../contract'
import { describeIssue } from './describeIssue'

/**
 * @param text JSON
 * @param where what to call it in messages, e.g. the file's name
 * @returns the spec with every default filled in
 * @throws RopewalkError `experiment.invalid`, `experiment.newerMajor`
 */
export function parseExperimentSpec(text: string, where: string): ExperimentSpec {
  const json = parseJson(text, where)
  refuseNewerVersion(json, where)
  const parsed = experimentSpecSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const [first, ...others] = parsed.error.issues
  const more = others.length === 0 ? '' : ` (${others.length} more to correct.)`
  throw new RopewalkError('experiment.invalid', describeIssue(first, json, where) + more, {
    where,
    field: first.path.join('.'),
    problems: parsed.error.issues.length,
  })
}

const anyObject = z.looseObject({})
/** What a draft has to be for a person to see what is wrong with the rest. */
const draftSchema = z.looseObject({
  format: z.literal(SPEC_FORMAT),
  title: z.string().optional(),
  models: z.array(anyObject).optional(),
  extensions: z.array(z.string()).optional(),
  contexts: z.array(z.unknown()).optional(),
  tasks: z.array(anyObject).optional(),
  engine: anyObject.optional(),
  observation: anyObject.optional(),
})

/**
 * A spec that may still be incomplete or hold wrong values, for a person to go on with.
 *
 * @throws RopewalkError `experiment.invalid` where it is no spec at all, `experiment.newerMajor`
 */
export function parseSpecDraft(text: string, where: string): Readonly<Record<string, unknown>> {
  const json = parseJson(text, where)
  refuseNewerVersion(json, where)
  if (!isRecord(json) || json.format !== SPEC_FORMAT)
    throw new RopewalkError(
      'experiment.invalid',
      `Not an experiment spec: ${where}. Expected a JSON object with "format": "${SPEC_FORMAT}". ` +
        'Choose another file, or start from a template.',
      { where },
    )
  const parsed = draftSchema.safeParse(json)
  if (parsed.success) return json
  const [issue] = parsed.error.issues
  throw new RopewalkError('experiment.invalid', describeIssue(issue, json, where), {
    where,
    field: issue.path.join('.'),
  })
}

function isRecord(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.split('\n')[0] : String(thrown)
    throw new RopewalkError(
      'experiment.invalid',
      `Not JSON: ${where} (${reason}). Expected an experiment spec as JSON. Correct the file, or start from one in ` +
        'resources/experiments.',
      { where },
    )
  }
}

function refuseNewerVersion(json: unknown, where: string): void {
  if (typeof json !== 'object' || json === null) return
  const { format, version }: { format?: unknown; version?: unknown } = json
  if (format !== SPEC_FORMAT || typeof version !== 'number' || version <= SPEC_VERSION) return
  throw new RopewalkError(
    'experiment.newerMajor',
    `Experiment of a newer version in ${where}: ${version}. Expected version ${SPEC_VERSION}. Update Ropewalk to read it.`,
    { where, version },
  )
}

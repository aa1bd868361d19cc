/** Changes what an analyst noted in a finished file; nothing that was measured is touched. */
import { annotationsSchema, RopewalkError, type Annotations } from '../../contract'
import { changeParts } from '../archive/changeParts'
import { MAX_TEXT_BYTES } from '../archive/limits'
import { PART } from '../archive/partNames'
import { describeIssue } from '../cellSchema'
import { readAnnotationsOf } from './readAnnotations'

export interface AnnotationOptions {
  /** A signature covers annotations too: changing them needs a new signature. Default `refuse`. */
  readonly whenSigned?: 'refuse' | 'removeSignature'
}

/**
 * The file is the old or the new one at any moment. Fields and parts of a newer version stay as they are.
 *
 * @param edit what there is -> what there shall be; fields that it does not name are kept
 * @throws RopewalkError `signature.present`; `input.invalid` for annotations that do not fit the schema;
 *   `target.locked`, `target.notWritable`, `disk.full`; `experiment.damaged`, `experiment.newerMajor`
 */
export async function editAnnotations(
  path: string,
  edit: (current: Annotations) => Annotations,
  { whenSigned = 'refuse' }: AnnotationOptions = {},
): Promise<void> {
  await changeParts(path, async (archive) => {
    if (archive.has(PART.signature) && whenSigned === 'refuse') throw toSignedError(path)
    const current = await readAnnotationsOf(archive)
    const edited = checkAnnotations({ ...current, ...edit(current) })
    const changes = new Map<string, Buffer | null>([[PART.annotations, toPart(edited)]])
    if (archive.has(PART.signature)) changes.set(PART.signature, null)
    return changes
  })
}

function checkAnnotations(value: unknown): Annotations {
  const result = annotationsSchema.safeParse(value)
  if (result.success) return result.data
  throw toInvalidError(describeIssue(result.error))
}

/** What a reader would refuse is not written. */
function toPart(annotations: Annotations): Buffer {
  const content = Buffer.from(`${JSON.stringify(annotations, null, 2)}\n`)
  if (content.length <= MAX_TEXT_BYTES) return content
  throw toInvalidError(`${content.length} bytes of text, and a file holds ${MAX_TEXT_BYTES}`)
}

function toInvalidError(problem: string): RopewalkError {
  return new RopewalkError(
    'input.invalid',
    `Annotations that cannot be kept: ${problem}. Expected what docs/file-format.md says. Shorten or correct them.`,
    { problem },
  )
}

function toSignedError(path: string): RopewalkError {
  return new RopewalkError(
    'signature.present',
    `The experiment is signed: ${path}. Expected a file without signature, since a change would break it. ` +
      'Annotate a copy, or take the signature off and sign again.',
    { path },
  )
}

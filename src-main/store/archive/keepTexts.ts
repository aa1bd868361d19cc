/** Texts that go with an experiment, so that a colleague can run it again. */
import type { ManifestDraft } from '../../contract'
import { toCorpusPartName } from './partNames'
import { computeSha256 } from './readArchive'

/** A chapter or two: enough for every bundled text, and little beside the tensors. */
const SMALL_TEXT_BYTES = 2 ** 19

/**
 * A text is kept under its SHA-256 when the spec allows it: `small` keeps texts up to 512 KiB, `all` every one (the
 * author says that their licences allow it), `none` none. What does not hash to what was read is left out.
 *
 * @param texts contents by path as in the spec
 * @returns content by part name
 */
export function keepTexts(
  { spec, corpora }: ManifestDraft,
  texts: ReadonlyMap<string, string>,
): Map<string, Uint8Array> {
  const limit = { none: -1, small: SMALL_TEXT_BYTES, all: Infinity }[spec.keepTexts]
  return new Map(
    corpora.flatMap(({ path, sha256, bytes }): [string, Uint8Array][] => {
      const text = texts.get(path)
      if (text === undefined || bytes > limit) return []
      const content = Buffer.from(text)
      return computeSha256(content) === sha256 ? [[toCorpusPartName(sha256), content]] : []
    }),
  )
}

import { deflateRawSync } from 'node:zlib'
import { MAX_COMPRESSION_RATIO, RATIO_FREE_BYTES } from './limits'
import type { ArchivePart } from './writeArchive'

/** Text is deflated; where that shrinks a long one so far that a reader takes it for a bomb, it is stored as it is. */
export function chooseTextStorage(content: Uint8Array): ArchivePart['storage'] {
  if (content.length <= RATIO_FREE_BYTES) return 'deflated'
  // Half of what is allowed: another compressor may shrink it a little further.
  return content.length * 2 > deflateRawSync(content).length * MAX_COMPRESSION_RATIO ? 'stored' : 'deflated'
}

/** What a reader accepts; a writer keeps to it, so that every file it makes can be read. */

/** More cells than any plan; a directory of that many entries is read in seconds. */
export const MAX_PARTS = 1_000_000
export const MAX_PART_BYTES = 2 ** 30
/** A larger part may unpack to this many times its size; deflate itself reaches 1032. Larger text is stored. */
export const MAX_COMPRESSION_RATIO = 200
export const RATIO_FREE_BYTES = 2 ** 26

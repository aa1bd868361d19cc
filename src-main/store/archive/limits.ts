/** What a reader accepts; a writer keeps to it, so that every file it makes can be read. */

/** More cells than any plan; a directory of that many entries is read in seconds, and takes about 2 KB of memory for each. */
export const MAX_PARTS = 150_000
/** Beside the parts of cells there are about a dozen, and the texts that were read. */
export const MAX_CELLS = MAX_PARTS - 1000
export const MAX_PART_BYTES = 2 ** 30
/** A larger part may unpack to this many times its size; deflate itself reaches 1032, cells about 10. */
export const MAX_COMPRESSION_RATIO = 25
export const RATIO_FREE_BYTES = 2 ** 24
/** All parts together: a file of more may unpack to `MAX_COMPRESSION_RATIO` times its size. */
export const RATIO_FREE_TOTAL_BYTES = 2 ** 28
/** One JSON value of a file: a part, or a line of a part of lines. */
export const MAX_TEXT_BYTES = 2 ** 26
/** Longer JSON needs this many bytes for each value: an empty object of 3 bytes takes 56 of memory. Cells have about 12. */
export const MIN_BYTES_PER_VALUE = 6
export const DENSITY_FREE_BYTES = 2 ** 21

/** Fields that several tasks have. */
import { z } from 'zod'

// Before the first schema is made: schemas compile no code then, which the window's content policy forbids.
z.config({ jitless: true })

export const positiveInteger = z.int().min(1)

/**
 * Text a task reads: a path relative to the spec file, or `bundled:NAME` for a file of resources/corpora. Of a file ending in
 * `.jsonl`, the field `text` of each line.
 */
export const textPath = z.string().min(1)

/** Depths of a needle, in percent of the haystack. */
export const depthList = z.array(z.number().min(0).max(100)).min(1).max(1000)

export const repeatCount = positiveInteger.max(10_000)

export const newTokenCount = positiveInteger.max(1000)

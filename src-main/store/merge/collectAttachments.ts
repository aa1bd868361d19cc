/** What goes with the experiment besides results: texts, and what analysts noted in each of the files. */
import { noAnnotations, type Annotations } from '../../contract'
import { PART } from '../archive/partNames'
import type { Shard } from './openShard'

/** @returns content by part name */
export async function collectAttachments(shards: readonly Shard[]): Promise<Map<string, Uint8Array>> {
  const attachments = new Map<string, Uint8Array>()
  let annotations = noAnnotations
  for (const shard of shards) {
    for (const [name, text] of shard.texts)
      if (!attachments.has(name)) attachments.set(name, await text.read())
    annotations = joinAnnotations(annotations, shard.annotations)
  }
  if (Object.values(annotations).some((list) => Array.isArray(list) && list.length > 0))
    attachments.set(PART.annotations, Buffer.from(`${JSON.stringify(annotations, null, 2)}\n`))
  return attachments
}

function joinAnnotations(a: Annotations, b: Annotations): Annotations {
  return {
    notes: joinLists(a.notes, b.notes),
    headPins: joinLists(a.headPins, b.headPins),
    savedViews: joinLists(a.savedViews, b.savedViews),
    bookmarks: joinLists(a.bookmarks, b.bookmarks),
  }
}

/** The same entry of two files stands once. */
function joinLists<T>(a: readonly T[], b: readonly T[]): T[] {
  const texts = new Set(a.map((entry) => JSON.stringify(entry)))
  return [...a, ...b.filter((entry) => !texts.has(JSON.stringify(entry)))]
}

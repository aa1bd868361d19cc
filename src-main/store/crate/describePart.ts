/** What a part is, for readers of the research-object description. */
import { PART } from '../archive/partNames'

export interface DescribedPart {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

interface PartDescription {
  readonly encodingFormat: string
  readonly description: string
}

const DESCRIPTIONS: ReadonlyMap<string, PartDescription> = new Map([
  [PART.mimetype, { encodingFormat: 'text/plain', description: 'The media type of the experiment file.' }],
  [
    PART.manifest,
    {
      encodingFormat: 'application/json',
      description: 'Spec, provenance, counts, and the SHA-256 of every other part.',
    },
  ],
  [
    PART.cells,
    {
      encodingFormat: 'application/x-ndjson',
      description: 'Results: a line per model, extension, length and item.',
    },
  ],
  [PART.timings, { encodingFormat: 'application/x-ndjson', description: 'How long each cell took.' }],
  [
    PART.annotations,
    { encodingFormat: 'application/json', description: 'Notes, head pins, saved views and bookmarks.' },
  ],
])

/** By ending where the name is not known: a newer version may have more parts. */
export function describePart(name: string): PartDescription {
  const known = DESCRIPTIONS.get(name)
  if (known !== undefined) return known
  if (name.endsWith('.parquet'))
    return {
      encodingFormat: 'application/vnd.apache.parquet',
      description: 'A table of what cells and tensors say.',
    }
  if (name.endsWith('.txt')) return { encodingFormat: 'text/plain', description: 'A text that tasks read.' }
  return { encodingFormat: 'application/octet-stream', description: 'A part of another version of Ropewalk.' }
}

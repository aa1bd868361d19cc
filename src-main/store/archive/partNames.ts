/** Names of the parts of a `.ropewalk` file. */

export const MIMETYPE = 'application/vnd.ropewalk+zip'

export const PART = {
  mimetype: 'mimetype',
  manifest: 'manifest.json',
  cells: 'cells.ndjson',
  timings: 'timings.ndjson',
  annotations: 'annotations.json',
  crate: 'ro-crate-metadata.json',
  signature: 'signature.json',
} as const

/** Parts that the manifest does not name: itself, and the signature of it. */
export function isNamedByManifest(name: string): boolean {
  return name !== PART.manifest && name !== PART.signature
}

/** A text that tasks read, kept under its SHA-256. */
export function toCorpusPartName(sha256: string): string {
  return `corpora/${sha256}.txt`
}

/** Tensors of the cell in line `index` of `cells.ndjson`, counted from 0; padded so that names sort in cell order. */
export function toTensorPartName(index: number): string {
  return `attention/${String(index).padStart(6, '0')}.bin`
}

export type TableName = 'cells' | 'distance' | 'heads' | 'positions'

export function toTablePartName(table: TableName): string {
  return `tables/${table}.parquet`
}

/** Whether this version writes parts of that name; others are kept apart as unknown. */
export function isKnownPartName(name: string): boolean {
  return /^(mimetype|(manifest|annotations|signature|ro-crate-metadata)\.json|(cells|timings)\.ndjson|attention\/[0-9]{6,}\.bin|corpora\/[0-9a-f]{64}\.txt|tables\/(cells|distance|heads|positions)\.parquet)$/.test(
    name,
  )
}

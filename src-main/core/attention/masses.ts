/** How much attention a row gives to a stretch of keys. All masses are 0 .. 1; densities are relative to uniform. */
import { LOCAL_KEYS, RopewalkError, SINK_KEYS, type PositionSpan } from '../../contract'
import { checkRow, type Row } from './row'

/** p_0, the weight of the first token. Uniform row: 1 / n_q; row of one key: 1. */
export function computeFirstTokenMass(row: Row): number {
  return computeSpanMass(row, { first: 0, end: 1 })
}

/** Mass of the first keys (StreamingLLM's 4 by default, arXiv 2309.17453); 1 for rows that see no more than these. */
export function computeSinkMass(row: Row, sinkKeys: number = SINK_KEYS): number {
  return computeSpanMass(row, { first: 0, end: sinkKeys })
}

/** Mass of the last keys (64 by default), the query's own included; 1 for rows that see no more than these. */
export function computeLocalMass(row: Row, localKeys: number = LOCAL_KEYS): number {
  return computeSpanMass(row, { first: Math.max(0, row.length - localKeys), end: row.length })
}

/**
 * Mass of the keys `span.first .. span.end - 1`, e.g. the needle's exact token positions; keys beyond the row are not
 * visible and add nothing.
 *
 * @throws RopewalkError `input.invalid` for an empty span or a row that is no distribution
 */
export function computeSpanMass(row: Row, span: PositionSpan): number {
  checkRow(row)
  checkSpan(span)
  let mass = 0
  for (let k = span.first; k < Math.min(span.end, row.length); k++) mass += row[k]
  return mass
}

/**
 * Span mass relative to uniform attention: mass / (visible span keys / n_q). 1 = uniform, 0 = none, n_q / span = all.
 *
 * @returns null where the row sees no key of the span
 * @throws RopewalkError `input.invalid` for an empty span or a row that is no distribution
 */
export function computeSpanDensity(row: Row, span: PositionSpan): number | null {
  const visible = Math.min(span.end, row.length) - span.first
  const mass = computeSpanMass(row, span)
  return visible > 0 ? (mass * row.length) / visible : null
}

/**
 * Positions of the k largest weights, by falling weight; of equal weights the earlier key comes first.
 * Fewer than k where the row is shorter.
 */
export function computeTopKeys(row: Row, count: number): number[] {
  checkRow(row)
  return Array.from({ length: row.length }, (_, k) => k)
    .sort((a, b) => row[b] - row[a] || a - b)
    .slice(0, count)
}

/** Whether the span holds one of the k largest keys of the row. */
export function isSpanAmongTopKeys(row: Row, span: PositionSpan, count: number): boolean {
  checkSpan(span)
  return computeTopKeys(row, count).some((key) => key >= span.first && key < span.end)
}

function checkSpan(span: PositionSpan): void {
  if (!(span.first >= 0 && span.end > span.first))
    throw new RopewalkError(
      'input.invalid',
      `Not a span of keys: ${span.first} .. ${span.end - 1}. Expected at least one position from 0 on. ` +
        'Take the span from the prompt that was built.',
    )
}

/** Pieces placed among the units of a haystack. */
import type { Piece } from './piece'

/**
 * @param units number of haystack units
 * @param writeUnit text of unit 0 .. units - 1
 * @param pieces to be placed, in this order
 * @param places where, 0 .. 1 of the haystack, rising; at 1 a piece comes behind the last unit
 */
export function placeAmong(
  units: number,
  writeUnit: (unit: number) => string,
  pieces: readonly Piece[],
  places: readonly number[],
): Piece[] {
  const placed: Piece[] = []
  let next = 0
  for (let unit = 0; unit <= units; unit++) {
    while (next < pieces.length && Math.floor(places[next] * units) <= unit) placed.push(pieces[next++])
    if (unit < units) placed.push({ text: writeUnit(unit), role: 'context' })
  }
  return placed
}

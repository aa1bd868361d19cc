/** The cells of a tile that lie farthest from 0, strongest first. */
import type { TileReading, ValueTile } from './map'

export type StrongCell = TileReading

export function listStrongest({ queryEdges, keyEdges, values }: ValueTile, count: number): StrongCell[] {
  const columns = keyEdges.length - 1
  const order = Array.from(values.keys())
    .filter((index) => !Number.isNaN(values[index]))
    .sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]))
  return order.slice(0, count).map((index) => {
    const row = Math.floor(index / columns)
    const column = index % columns
    return {
      value: values[index],
      queries: { first: queryEdges[row], end: queryEdges[row + 1] },
      keys: { first: keyEdges[column], end: keyEdges[column + 1] },
    }
  })
}

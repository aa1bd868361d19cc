/** Pieces of maps by what was asked, the least recently used ones forgotten first. */

interface Sized {
  readonly mean: Float32Array
  readonly max: Float32Array
}

export class RecentTiles<T extends Sized> {
  readonly #limitBytes: number
  readonly #tiles = new Map<string, T>()
  #bytes = 0

  constructor(limitBytes = 64 * 2 ** 20) {
    this.#limitBytes = limitBytes
  }

  find(key: string): T | undefined {
    const tile = this.#tiles.get(key)
    if (tile === undefined) return undefined
    this.#tiles.delete(key)
    this.#tiles.set(key, tile)
    return tile
  }

  keep(key: string, tile: T): void {
    this.#drop(key)
    this.#tiles.set(key, tile)
    this.#bytes += countBytes(tile)
    for (const oldest of this.#tiles.keys()) {
      if (this.#bytes <= this.#limitBytes || oldest === key) return
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    const tile = this.#tiles.get(key)
    if (tile === undefined) return
    this.#tiles.delete(key)
    this.#bytes -= countBytes(tile)
  }
}

function countBytes({ mean, max }: Sized): number {
  return mean.byteLength + max.byteLength
}

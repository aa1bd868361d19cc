/** A share of a plan: `2/3` is the second of three, for as many machines. */
import { InvalidArgumentError } from 'commander'
import type { PreparedStudy } from '../study'

export interface Shard {
  /** 1 .. count. */
  readonly number: number
  readonly count: number
}

export function parseShard(text: string): Shard {
  const found = /^(\d{1,6})\/(\d{1,6})$/.exec(text)
  const [number, count] = found === null ? [0, 0] : [Number(found[1]), Number(found[2])]
  if (number < 1 || number > count)
    throw new InvalidArgumentError('Expected K/N with K from 1 to N, e.g. 2/3.')
  return { number, count }
}

/**
 * Cells that follow one another, so that sessions and prefixes are still shared. Shares of the same count cover the plan
 * and do not overlap; a resumed run must be of the same share.
 */
export function takeShard(study: PreparedStudy, { number, count }: Shard): PreparedStudy {
  const cut = (share: number): number => Math.floor((study.cells.length * share) / count)
  return {
    ...study,
    cells: study.cells.slice(cut(number - 1), cut(number)),
    facts: { ...study.facts, 'share of the plan': `${number}/${count}` },
  }
}

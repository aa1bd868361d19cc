/** Options that several commands share, and how their text becomes a number. */
import { InvalidArgumentError, Option } from 'commander'
import type { BackendChoice, QuerySelection } from '../../contract'

export function parseCount(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('Expected a whole number of at least 1.')
  return value
}

/** As many tokens as an experiment spec allows. */
export const parseContext = createRangeParser(1, 16_777_216)
/** As many threads as an experiment spec allows. */
export const parseThreads = createRangeParser(1, 1024)
/** Seeds are 32 bits without a sign. */
export const parseSeed = createRangeParser(0, 4_294_967_295)

function createRangeParser(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`)
    return value
  }
}

export function parseBase(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value <= 1)
    throw new InvalidArgumentError('Expected a number above 1.')
  return value
}

export function parseQueries(text: string): QuerySelection {
  if (text === 'all') return { kind: 'all' }
  const match = /^last:(\d+)$/.exec(text)
  const count = match === null ? 0 : Number(match[1])
  if (count < 1 || !Number.isSafeInteger(count))
    throw new InvalidArgumentError('Expected all, or last:K with K of 1 or more.')
  return { kind: 'last', count }
}

export interface JsonOption {
  readonly json?: true
}

export const jsonOption = () => new Option('--json', 'print JSON instead of a table')

export const backendOption = () =>
  new Option('--backend <name>', 'where to compute')
    .choices(['auto', 'cuda', 'metal', 'vulkan', 'cpu'] satisfies BackendChoice[])
    .default('auto' satisfies BackendChoice)

/** Options that several commands share, and how their text becomes a number. */
import { InvalidArgumentError, Option } from 'commander'
import type { BackendChoice } from '../contract'

export function parseCount(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('Expected a whole number of at least 1.')
  return value
}

/** As many tokens as an experiment spec allows. */
const mostContextTokens = 16_777_216

export function parseContext(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > mostContextTokens)
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${mostContextTokens}.`)
  return value
}

/** As many threads as an experiment spec allows. */
const mostThreads = 1024

export function parseThreads(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > mostThreads)
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${mostThreads}.`)
  return value
}

export function parseSeed(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > 4_294_967_295)
    throw new InvalidArgumentError('Expected a whole number from 0 to 4294967295.')
  return value
}

export function parseBase(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value <= 1)
    throw new InvalidArgumentError('Expected a number above 1.')
  return value
}

export const jsonOption = () => new Option('--json', 'print JSON instead of a table')

export const backendOption = () =>
  new Option('--backend <name>', 'where to compute')
    .choices(['auto', 'cuda', 'metal', 'vulkan', 'cpu'] satisfies BackendChoice[])
    .default('auto' satisfies BackendChoice)

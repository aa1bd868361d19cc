import { RopewalkError } from '../../../contract'
import type { ExtensionKind, RopeExtension } from '../../../contract'
import { extensionNames, extensionTable, isExtensionKind } from '../extensionTable'
import type { ParameterDefinition, ParameterValues } from '../extensions/extensionEntry'
import { CheckedValues } from './checkedValues'
import { describeRange, readParameter } from './parameter'
import { nearestName } from './nearestName'

/**
 * `name` or `name:key=value,key=value` as an extension.
 * @throws RopewalkError `extension.invalid` naming the value, what is expected and what to do.
 */
export function parseExtensionSpec(text: string): RopeExtension {
  const colon = text.indexOf(':')
  const name = (colon < 0 ? text : text.slice(0, colon)).trim()
  if (!isExtensionKind(name)) throw unknownExtension(text, name)
  return readExtension(name, text, colon < 0 ? '' : text.slice(colon + 1))
}

function readExtension<K extends ExtensionKind>(kind: K, text: string, rest: string): RopeExtension<K> {
  const entry = extensionTable[kind]
  const pairs = splitPairs(text, rest, entry.parameters)
  const values = readValues(text, entry.parameters, pairs)
  if (entry.oneOf) requireOneOf(text, pairs, entry.oneOf)
  if (entry.rising) requireRising(text, values, entry.rising, entry.mayBeEqual === true)
  return entry.read(values)
}

function splitPairs(
  text: string,
  rest: string,
  parameters: readonly ParameterDefinition[],
): Map<string, string> {
  const example = parameters.length > 0 ? `Write for instance ${parameters[0].key}=….` : 'Leave it out.'

  const pairs = new Map<string, string>()
  for (const part of rest.split(',').filter((piece) => piece.trim() !== '')) {
    const equals = part.indexOf('=')
    const key = part.slice(0, Math.max(0, equals)).trim()
    const value = part.slice(equals + 1).trim()
    if (equals < 0 || key === '' || value === '')
      throw invalid(text, `Not a key and a value: ${part.trim()}`, 'key=value', example)
    if (pairs.has(key)) throw invalid(text, `Key given twice: ${key}`, 'each key once', 'Remove one of them.')
    pairs.set(key, value)
  }
  return pairs
}

function readValues(
  text: string,
  parameters: readonly ParameterDefinition[],
  pairs: ReadonlyMap<string, string>,
): ParameterValues {
  const keys = parameters.map((parameter) => parameter.key)
  for (const key of pairs.keys())
    if (!keys.includes(key))
      throw invalid(
        text,
        `Unknown key: ${key}`,
        keys.length > 0 ? keys.join(', ') : 'no key for this extension',
        suggestKey(key, keys),
      )
  const read = new Map<string, number | string | null>()
  for (const parameter of parameters) {
    const given = pairs.get(parameter.key)
    if (given === undefined && parameter.fallback === undefined)
      throw invalid(
        text,
        `Missing key: ${parameter.key}`,
        describeRange(parameter),
        `Add ${parameter.key}=….`,
      )
    const value = given === undefined ? (parameter.fallback ?? null) : readParameter(parameter, given)
    if (value === undefined)
      throw invalid(
        text,
        `Out of range: ${parameter.key}=${given ?? ''}`,
        describeRange(parameter),
        'Correct the value.',
      )
    read.set(parameter.key, value)
  }
  return new CheckedValues(read)
}

function suggestKey(key: string, keys: readonly string[]): string {
  const near = nearestName(key, keys)
  return near === null ? 'Leave it out.' : `Did you mean ${near}?`
}

function requireOneOf(
  text: string,
  pairs: ReadonlyMap<string, string>,
  [first, second]: readonly [string, string],
): void {
  if (pairs.has(first) !== pairs.has(second)) return
  if (pairs.has(first))
    throw invalid(text, `Two sources: ${first} and ${second}`, 'one of them', 'Remove the other.')
  throw invalid(text, `Missing key: ${first}`, `${first} or ${second}`, `Add ${first}=….`)
}

function requireRising(
  text: string,
  values: ParameterValues,
  [lower, upper]: readonly [lower: string, upper: string],
  equalToo: boolean,
): void {
  if (values.number(lower) < values.number(upper)) return
  if (equalToo && values.number(lower) === values.number(upper)) return
  throw invalid(
    text,
    `Not rising: ${lower}=${values.number(lower)}, ${upper}=${values.number(upper)}`,
    `${lower} below ${upper}`,
    'Correct one of them.',
  )
}

function invalid(text: string, what: string, expected: string, remedy: string): RopewalkError {
  return new RopewalkError(
    'extension.invalid',
    `${what} in extension ${text}. Expected ${expected}. ${remedy}`,
    {
      extension: text,
    },
  )
}

function unknownExtension(text: string, name: string): RopewalkError {
  const near = nearestName(name, extensionNames)
  return new RopewalkError(
    'extension.invalid',
    `Unknown extension: ${text === '' ? '""' : text}. Expected ${extensionNames.join(', ')}. ` +
      (near === null ? 'See `ropewalk frequencies --help`.' : `Did you mean ${near}?`),
    { extension: text },
  )
}

/** A schema issue in the product's words: which field, what it holds, what it should hold. */
import type { z } from 'zod'

const valueCharacters = 60

export function describeIssue(issue: z.core.$ZodIssue, json: unknown, where: string): string {
  if (issue.code === 'unrecognized_keys')
    return (
      `Unknown field in ${where}: ${formatPath([...issue.path, issue.keys[0]])}. Expected only fields of the format. ` +
      'Check the spelling against resources/experiments/experiment.schema.json, or remove it.'
    )
  const value = findValue(json, issue.path)
  const field = issue.path.length === 0 ? 'the spec' : formatPath(issue.path)
  return value === undefined
    ? `Missing field in ${where}: ${field}. Expected ${describeExpected(issue)}. Add it.`
    : `Unusable value in ${where}: ${field} is ${formatValue(value)}. Expected ${describeExpected(issue)}. Correct it.`
}

/** `tasks[1].repeats` */
function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

function findValue(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? Reflect.get(value, part)
        : undefined,
    json,
  )
}

function formatValue(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > valueCharacters ? `${text.slice(0, valueCharacters)}...` : text
}

/** The validator's own words for what it wanted, without what it got. */
function describeExpected(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') return describeLimit('at least', issue.minimum, issue.origin)
  if (issue.code === 'too_big') return describeLimit('at most', issue.maximum, issue.origin)
  const expected = /expected (.*?)(?:, received .*)?$/i.exec(issue.message)
  if (expected === null) return issue.message
  return plainNames.get(expected[1]) ?? expected[1]
}

/** What the validator calls by names of its own. */
const plainNames: ReadonlyMap<string, string> = new Map([
  ['int', 'a whole number'],
  ['record', 'an object'],
])

/** `at least 1 item`, `at most 80 characters`, `at least 16`. */
function describeLimit(bound: string, limit: number | bigint, origin: string): string {
  const noun = origin === 'array' ? ' item' : origin === 'string' ? ' character' : ''
  return `${bound} ${limit}${noun}${noun === '' || limit === 1 ? '' : 's'}`
}

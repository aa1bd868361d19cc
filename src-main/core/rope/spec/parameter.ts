/** Reading one value of a spec string against its definition. */
import { curveNameSchema } from '../../../contract'
import type { ParameterDefinition } from '../extensions/extensionEntry'

/** The value, or undefined where it is not what the definition allows. */
export function readParameter(parameter: ParameterDefinition, text: string): number | string | undefined {
  if (parameter.type === 'file') return text
  if (parameter.type === 'name') return curveNameSchema.safeParse(text).success ? text : undefined
  if (parameter.type === 'scale' && text === 'auto') return 'auto'
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined
  const value = Number(text)
  return isInRange(parameter, value) ? value : undefined
}

export function isInRange(parameter: ParameterDefinition, value: number): boolean {
  if (!Number.isFinite(value)) return false
  if (parameter.type === 'integer' && !Number.isInteger(value)) return false
  if (parameter.minimum !== undefined && value < parameter.minimum) return false
  if (parameter.above !== undefined && value <= parameter.above) return false
  return parameter.maximum === undefined || value <= parameter.maximum
}

/** For people: `a number of at least 1, or auto`. */
export function describeRange(parameter: ParameterDefinition): string {
  if (parameter.type === 'file') return 'the path of a JSON file'
  if (parameter.type === 'name') return 'a name of at most 40 letters, digits, spaces and . _ ( ) + -'
  const noun = parameter.type === 'integer' ? 'a whole number' : 'a number'
  const bounds = [
    parameter.minimum === undefined ? null : `of at least ${parameter.minimum}`,
    parameter.above === undefined ? null : `above ${parameter.above}`,
    parameter.maximum === undefined ? null : `up to ${parameter.maximum}`,
  ].filter((bound) => bound !== null)
  const range = [noun, bounds.join(' and ')].filter((part) => part !== '').join(' ')
  return parameter.type === 'scale' ? `${range}, or auto` : range
}

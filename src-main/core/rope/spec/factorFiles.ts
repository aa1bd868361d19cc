/** The tables that `longrope` and `custom` name, in a file or in the experiment. Callers read them; here they are checked. */
import type { z } from 'zod'
import { customTableSchema, longropeTableSchema, RopewalkError } from '../../../contract'
import type { RotaryTable } from '../../../contract'

export interface LongropeFactors {
  /** [d/2] each. */
  readonly short: readonly number[]
  readonly long: readonly number[]
  readonly scale: number | null
  readonly attentionFactor: number | null
  readonly originalContextTokens: number | null
}

/** For messages: the path of a file, or the curve of the experiment. */
export function nameSource(file: string | null, curve: string | null): string {
  return file ?? `curve ${curve ?? ''}`
}

export function parseLongropeFile(text: string | null, name: string, pairs: number): LongropeFactors {
  const parsed = parseJson(longropeTableSchema, text, name)
  requireLength(parsed.short_factor, pairs, `short_factor of ${name}`)
  requireLength(parsed.long_factor, pairs, `long_factor of ${name}`)
  return {
    short: parsed.short_factor,
    long: parsed.long_factor,
    scale: parsed.factor ?? null,
    attentionFactor: parsed.attention_factor ?? null,
    originalContextTokens: parsed.original_max_position_embeddings ?? null,
  }
}

export function parseCustomFile(text: string | null, name: string, pairs: number): RotaryTable {
  const parsed = parseJson(customTableSchema, text, name)
  requireLength(parsed.inverseFrequencies, pairs, `inverseFrequencies of ${name}`)
  return {
    inverseFrequencies: Float64Array.from(parsed.inverseFrequencies),
    attentionFactor: parsed.attentionFactor ?? 1,
  }
}

function parseJson<T>(schema: z.ZodType<T>, text: string | null, name: string): T {
  if (text === null)
    throw new RopewalkError(
      'extension.invalid',
      `The extension's file was not read: ${name}. Expected its text. Check the path.`,
    )
  const result = schema.safeParse(readJson(text, name))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw notUsable(
    [name, ...(issue.path.length > 0 ? [`at ${issue.path.join('.')}`] : [])].join(' '),
    issue.message,
  )
}

function readJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw notUsable(name, 'not JSON')
  }
}

function notUsable(where: string, problem: string): RopewalkError {
  return new RopewalkError(
    'extension.invalid',
    `The extension's file is not usable: ${where}: ${problem}. Expected finite numbers in JSON. Correct the file.`,
  )
}

function requireLength(values: readonly number[], pairs: number, what: string): void {
  if (values.length === pairs) return
  throw new RopewalkError(
    'extension.invalid',
    `Wrong number of values in ${what}: ${values.length}. Expected ${pairs}, half the rotated dimensions. Use a file for this model.`,
  )
}

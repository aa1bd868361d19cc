/** The fields of a form, from the schema that the experiment format is checked by. */
import { z } from 'zod'

export type FieldDescription = {
  readonly name: string
  readonly required: boolean
} & (
  | {
      readonly kind: 'number'
      readonly whole: boolean
      readonly minimum: number
      readonly maximum: number
      readonly fallback: number | null
    }
  | { readonly kind: 'choice'; readonly options: readonly string[]; readonly fallback: string | null }
  | { readonly kind: 'choices'; readonly options: readonly string[]; readonly fallback: readonly string[] }
  | { readonly kind: 'flag'; readonly fallback: boolean }
  | { readonly kind: 'text'; readonly fallback: string | null }
  | { readonly kind: 'texts'; readonly fallback: readonly string[] }
  | {
      readonly kind: 'numbers'
      readonly minimum: number
      readonly maximum: number
      readonly fallback: readonly number[]
    }
  /** What has no control of its own, as JSON. */
  | { readonly kind: 'json'; readonly fallback: unknown }
)

const valueSchema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  const: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.unknown().optional(),
  items: z
    .looseObject({
      type: z.string().optional(),
      enum: z.array(z.string()).optional(),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
    })
    .optional(),
})
type ValueSchema = z.infer<typeof valueSchema>

const objectSchema = z.looseObject({
  properties: z.record(z.string(), valueSchema),
  required: z.array(z.string()).default([]),
})

/** In the order of the schema; constants, such as a task's kind, are left out. */
export function describeFields(schema: z.ZodType): FieldDescription[] {
  const { properties, required } = objectSchema.parse(z.toJSONSchema(schema, { io: 'input' }))
  return Object.entries(properties)
    .filter(([, value]) => value.const === undefined)
    .map(([name, value]) => ({ name, required: required.includes(name), ...describeValue(value) }))
}

type ValueDescription = FieldDescription extends infer F
  ? F extends unknown
    ? Omit<F, 'name' | 'required'>
    : never
  : never

function describeValue(value: ValueSchema): ValueDescription {
  const { type, items } = value
  if (value.enum)
    return { kind: 'choice', options: value.enum, fallback: read(z.string().nullable(), value, null) }
  if (type === 'integer' || type === 'number')
    return {
      kind: 'number',
      whole: type === 'integer',
      minimum: value.minimum ?? -Infinity,
      maximum: toLimit(value.maximum),
      fallback: read(z.number().nullable(), value, null),
    }
  if (type === 'boolean') return { kind: 'flag', fallback: read(z.boolean(), value, false) }
  if (type === 'string') return { kind: 'text', fallback: read(z.string().nullable(), value, null) }
  if (type === 'array' && items?.enum)
    return { kind: 'choices', options: items.enum, fallback: read(z.array(z.string()), value, []) }
  if (type === 'array' && items?.type === 'string')
    return { kind: 'texts', fallback: read(z.array(z.string()), value, []) }
  if (type === 'array' && (items?.type === 'number' || items?.type === 'integer'))
    return {
      kind: 'numbers',
      minimum: items.minimum ?? -Infinity,
      maximum: toLimit(items.maximum),
      fallback: read(z.array(z.number()), value, []),
    }
  return { kind: 'json', fallback: value.default }
}

/** The largest safe integer is the schema's way of saying that there is no limit. */
function toLimit(maximum: number | undefined): number {
  return maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? Infinity : maximum
}

function read<T>(schema: z.ZodType<T>, { default: given }: ValueSchema, otherwise: T): T {
  const parsed = schema.safeParse(given)
  return parsed.success ? parsed.data : otherwise
}

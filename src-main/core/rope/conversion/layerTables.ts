/** Scalings by kind of layer, `rope_parameters: { full_attention, sliding_attention }` as Gemma 3 has them, as far as an extension can say them. */
import { inexpressible } from './conversion'

/** transformers' names for layers that see everything, and for those that see a window; an extension changes the first alone. */
const GLOBAL = 'full_attention'
const WINDOWS = ['sliding_attention', 'chunked_attention']

type Keys = Readonly<Record<string, unknown>>

export type LayerTables =
  | { readonly kind: 'one'; readonly scaling: Keys; readonly notes: readonly string[] }
  | ReturnType<typeof inexpressible>

/** Null where the scaling is not parted by kind of layer. */
export function readLayerTables(scaling: Keys, ropeTheta: unknown): LayerTables | null {
  const tables = Object.entries(scaling).flatMap(([label, table]) =>
    isObject(table) ? [{ label, table }] : [],
  )
  if (tables.length === 0) return null
  const unknown = tables.find(({ label }) => label !== GLOBAL && !WINDOWS.includes(label))
  if (unknown !== undefined)
    return inexpressible(
      `Layers of the kind ${unknown.label} have a table of their own; an extension changes the layers that see everything. ` +
        'Give the entry of one kind alone as rope_parameters.',
    )
  const global = tables.find(({ label }) => label === GLOBAL)
  if (global === undefined)
    return inexpressible(
      `Only ${tables.map(({ label }) => label).join(', ')} is given; an extension changes the layers that see everything. Add ${GLOBAL}.`,
    )
  for (const { label, table } of tables.filter((each) => each !== global)) {
    const type = typeOf(table)
    if (type === 'default') continue
    return inexpressible(
      `${label} is scaled too (${type}); an extension changes the layers that see everything and leaves windows to the file. ` +
        `Give the entry of ${GLOBAL} alone as rope_parameters to compare that.`,
    )
  }
  const windows = tables.filter((each) => each !== global)
  return {
    kind: 'one',
    scaling: global.table,
    notes: windows.map(({ label, table }) => {
      const base = table.rope_theta ?? ropeTheta
      const stated = typeof base === 'number' ? ` (base ${base} in the config)` : ''
      return `Read from ${GLOBAL}. Layers of ${label} keep the rotation of the model file${stated}.`
    }),
  }
}

function typeOf(table: Keys): string {
  const type = table.rope_type ?? table.type
  return typeof type === 'string' ? type : 'default'
}

function isObject(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

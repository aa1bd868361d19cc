/** Lists and objects as a person types them in one line. */

/** Items separated by commas; an empty text is an empty list. */
export function parseList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/**
 * Numbers separated by commas or spaces; `a..b/step` is a range, e.g. `0..100/25`. What is no number stays as text, so that the
 * plan can say where it stands.
 */
export function parseNumberList(text: string): (number | string)[] {
  return text
    .split(/[,;\s]+/)
    .filter((item) => item !== '')
    .flatMap(parseItem)
}

const longestRange = 1000

function parseItem(item: string): (number | string)[] {
  const range = /^(-?[\d.]+)\.\.(-?[\d.]+)\/([\d.]+)$/.exec(item)
  if (range === null) return [Number.isFinite(Number(item)) ? Number(item) : item]
  const [from, to, step] = range.slice(1).map(Number)
  const count = Math.floor((to - from) / step + 1e-9) + 1
  if (!(step > 0) || !(count >= 1) || count > longestRange) return [item]
  return Array.from({ length: count }, (_, index) => Number((from + index * step).toPrecision(12)))
}

export function writeList(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : typeof value === 'string' ? value : ''
}

/** A text is what a person typed that was no JSON: it is shown as it was typed. */
export function writeJson(value: unknown): string {
  if (typeof value === 'string') return value
  return value === undefined ? '' : JSON.stringify(value)
}

/** Empty is undefined; what is not JSON stays as text, for the plan to refuse. */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Extension specs separated by semicolons, since commas separate their parameters; none is undefined. */
export function parseSpecList(text: string): string[] | undefined {
  const specs = text
    .split(';')
    .map((spec) => spec.trim())
    .filter((spec) => spec !== '')
  return specs.length === 0 ? undefined : specs
}

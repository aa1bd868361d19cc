/** SVG path data as absolute lines and cubic curves. */
import { toCurves } from './arc'
import { mapPoint, type Matrix } from './matrix'

export type Segment =
  | { readonly kind: 'move' | 'line'; readonly to: Point }
  | { readonly kind: 'curve'; readonly from: Point; readonly near: Point; readonly to: Point }
  | { readonly kind: 'close' }

export type Point = readonly [number, number]

/** Numbers that a command takes at a time. */
const ARITY: Readonly<Record<string, number>> = { m: 2, l: 2, h: 1, v: 1, c: 6, a: 7, z: 0 }

/** @param d commands M L H V C A Z, absolute or relative; the charts use no others */
export function parsePath(d: string, matrix: Matrix): Segment[] {
  const segments: Segment[] = []
  let at: Point = [0, 0]
  let start: Point = at
  for (const [, command, list] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*(?:e[-+]?\d[^a-zA-Z]*)*)/g)) {
    const numbers = Array.from(list.matchAll(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi), ([text]) =>
      Number(text),
    )
    const lower = command.toLowerCase()
    if (lower === 'z') {
      segments.push({ kind: 'close' })
      at = start
      continue
    }
    const arity = ARITY[lower] ?? numbers.length
    for (let i = 0; i + arity <= numbers.length && arity > 0; i += arity) {
      const values = numbers.slice(i, i + arity)
      const origin: Point = command === lower ? at : [0, 0]
      const drawn = toLocal(lower === 'm' && i > 0 ? 'l' : lower, values, {
        at,
        origin,
        isRelative: command === lower,
      })
      for (const segment of drawn) {
        segments.push(mapSegment(segment, matrix))
        if (segment.kind === 'close') continue
        at = segment.to
        if (segment.kind === 'move') start = at
      }
    }
  }
  return segments
}

interface Place {
  readonly at: Point
  readonly origin: Point
  readonly isRelative: boolean
}

function toLocal(command: string, values: readonly number[], { at, origin, isRelative }: Place): Segment[] {
  const shifted = (i: number): Point => [origin[0] + values[i], origin[1] + values[i + 1]]
  switch (command) {
    case 'm':
      return [{ kind: 'move', to: shifted(0) }]
    case 'l':
      return [{ kind: 'line', to: shifted(0) }]
    case 'h':
      return [{ kind: 'line', to: [isRelative ? at[0] + values[0] : values[0], at[1]] }]
    case 'v':
      return [{ kind: 'line', to: [at[0], isRelative ? at[1] + values[0] : values[0]] }]
    case 'c':
      return [{ kind: 'curve', from: shifted(0), near: shifted(2), to: shifted(4) }]
    case 'a':
      return toCurves(at, shifted(5), {
        radii: [values[0], values[1]],
        rotationDegrees: values[2],
        isLarge: values[3] !== 0,
        isClockwise: values[4] !== 0,
      })
    default:
      return []
  }
}

function mapSegment(segment: Segment, matrix: Matrix): Segment {
  const map = ([x, y]: Point) => mapPoint(matrix, x, y)
  switch (segment.kind) {
    case 'close':
      return segment
    case 'curve':
      return { kind: 'curve', from: map(segment.from), near: map(segment.near), to: map(segment.to) }
    default:
      return { kind: segment.kind, to: map(segment.to) }
  }
}

/** The SVG that our charts are made of, as flat shapes in page coordinates (CSS pixels, y down): no general SVG reader. */
import { IDENTITY, mapPoint, multiply, parseTransform, type Matrix } from './matrix'
import { parsePath, type Point, type Segment } from './parsePath'

export type Shape = PathShape | TextShape

export interface PathShape {
  readonly kind: 'path'
  readonly segments: readonly Segment[]
  /** `RRGGBB`; null where it is not painted. */
  readonly fill: string | null
  readonly stroke: string | null
  readonly strokeWidth: number
  readonly dash: readonly number[]
  readonly clip: readonly Segment[] | null
}

export interface TextShape {
  readonly kind: 'text'
  /** Middle of the line of text, at its anchor. */
  readonly at: Point
  readonly anchor: 'start' | 'middle' | 'end'
  /** Counter-clockwise. */
  readonly angleDegrees: number
  readonly size: number
  readonly weight: 'normal' | 'bold'
  readonly color: string
  readonly text: string
}

interface Group {
  readonly matrix: Matrix
  readonly clip: readonly Segment[] | null
}

export function parseDrawing(svg: string): Shape[] {
  const clips = collectClips(svg)
  const groups: Group[] = [{ matrix: IDENTITY, clip: null }]
  const shapes: Shape[] = []
  const drawn = svg.replace(/<defs\s*>[\s\S]*?<\/defs>/g, '')
  for (const [, close, name, list, text] of drawn.matchAll(/<(\/?)(g|path|text)\b([^>]*?)\/?>([^<]*)/g)) {
    const group = groups[groups.length - 1]
    const attributes = parseAttributes(list)
    const matrix = multiply(group.matrix, parseTransform(attributes.get('transform') ?? ''))
    if (name === 'g' && close !== '') groups.pop()
    else if (name === 'g') {
      const [, id] = /url\(#([^)]*)\)/.exec(attributes.get('clip-path') ?? '') ?? []
      const path = id === undefined ? undefined : clips.get(id)
      groups.push({ matrix, clip: path === undefined ? group.clip : parsePath(path, matrix) })
    } else if (close === '')
      shapes.push(
        name === 'path' ? toPath(attributes, { matrix, clip: group.clip }) : toText(attributes, matrix, text),
      )
  }
  return shapes
}

/** Path data by id. */
function collectClips(svg: string): Map<string, string> {
  const found = svg.matchAll(/<clipPath id="([^"]*)"[^>]*>\s*<path\b([^>]*)>/g)
  return new Map(Array.from(found, ([, id, list]) => [id, parseAttributes(list).get('d') ?? '']))
}

function parseAttributes(list: string): ReadonlyMap<string, string> {
  return new Map(Array.from(list.matchAll(/([a-z-]+)="([^"]*)"/g), ([, name, value]) => [name, value]))
}

function toPath(attributes: ReadonlyMap<string, string>, { matrix, clip }: Group): PathShape {
  const scale = Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
  const dash = (attributes.get('stroke-dasharray') ?? '').match(/[\d.]+/g) ?? []
  return {
    kind: 'path',
    segments: parsePath(attributes.get('d') ?? '', matrix),
    fill: toColor(attributes.get('fill') ?? '#000'),
    stroke: toColor(attributes.get('stroke') ?? 'none'),
    strokeWidth: Number(attributes.get('stroke-width') ?? 1) * scale,
    dash: dash.map((length) => Number(length) * scale),
    clip,
  }
}

function toText(attributes: ReadonlyMap<string, string>, matrix: Matrix, text: string): TextShape {
  const style = attributes.get('style') ?? ''
  const anchor = attributes.get('text-anchor')
  return {
    kind: 'text',
    at: mapPoint(matrix, Number(attributes.get('x') ?? 0), Number(attributes.get('y') ?? 0)),
    anchor: anchor === 'middle' || anchor === 'end' ? anchor : 'start',
    angleDegrees: (-Math.atan2(matrix[1], matrix[0]) * 180) / Math.PI,
    size: Number(/font-size:([\d.]+)px/.exec(style)?.[1] ?? 12),
    weight: /font-weight:(bold|[6-9]00)/.test(style) ? 'bold' : 'normal',
    color: toColor(attributes.get('fill') ?? '#000') ?? '000000',
    text: unescapeMarkup(text),
  }
}

/** `#rgb`, `#rrggbb` and `rgb(r,g,b)` as `RRGGBB`; anything else is not painted. */
function toColor(color: string): string | null {
  const [, short, long] = /^#(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i.exec(color) ?? []
  if (long !== undefined) return long.toUpperCase()
  if (short !== undefined)
    return Array.from(short, (digit) => digit + digit)
      .join('')
      .toUpperCase()
  const channels = /^rgb\((\d+),\s*(\d+),\s*(\d+)\)$/.exec(color)?.slice(1)
  return (
    channels
      ?.map((channel) => Number(channel).toString(16).padStart(2, '0'))
      .join('')
      .toUpperCase() ?? null
  )
}

function unescapeMarkup(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name])
}

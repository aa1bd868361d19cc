/** An elliptic arc of SVG as cubic curves (SVG 2, appendix B.2.4: from end points to centre). */
import type { Point, Segment } from './parsePath'

export interface ArcShape {
  readonly radii: Point
  readonly rotationDegrees: number
  readonly isLarge: boolean
  /** In the direction of rising angle, y downwards. */
  readonly isClockwise: boolean
}

/** A quarter turn at most for each curve: off by less than 3e-4 of the radius. */
const MOST_ANGLE = Math.PI / 2

export function toCurves(
  from: Point,
  to: Point,
  { radii, rotationDegrees, isLarge, isClockwise }: ArcShape,
): Segment[] {
  if (radii[0] === 0 || radii[1] === 0) return [{ kind: 'line', to }]
  const turn = (rotationDegrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const [dx, dy] = [(from[0] - to[0]) / 2, (from[1] - to[1]) / 2]
  const [x, y] = [cos * dx + sin * dy, -sin * dx + cos * dy]
  const grow = Math.max(1, Math.sqrt((x / radii[0]) ** 2 + (y / radii[1]) ** 2))
  const [rx, ry] = [Math.abs(radii[0]) * grow, Math.abs(radii[1]) * grow]
  const spread = (rx * y) ** 2 + (ry * x) ** 2
  const root = spread === 0 ? 0 : Math.sqrt(Math.max(0, (rx * ry) ** 2 - spread) / spread)
  const side = isLarge === isClockwise ? -root : root
  const [cx, cy] = [(side * rx * y) / ry, (-side * ry * x) / rx]
  const first = Math.atan2((y - cy) / ry, (x - cx) / rx)
  const last = Math.atan2((-y - cy) / ry, (-x - cx) / rx)
  const raw = last - first
  const sweep = isClockwise ? (raw <= 0 ? raw + 2 * Math.PI : raw) : raw >= 0 ? raw - 2 * Math.PI : raw
  const centre: Point = [
    cos * cx - sin * cy + (from[0] + to[0]) / 2,
    sin * cx + cos * cy + (from[1] + to[1]) / 2,
  ]
  const place = (u: number, v: number): Point => [
    centre[0] + cos * rx * u - sin * ry * v,
    centre[1] + sin * rx * u + cos * ry * v,
  ]
  const pieces = Math.max(1, Math.ceil(Math.abs(sweep) / MOST_ANGLE - 1e-9))
  const step = sweep / pieces
  const reach = (4 / 3) * Math.tan(step / 4)
  return Array.from({ length: pieces }, (_, i): Segment => {
    const [a, b] = [first + i * step, first + (i + 1) * step]
    return {
      kind: 'curve',
      from: place(Math.cos(a) - reach * Math.sin(a), Math.sin(a) + reach * Math.cos(a)),
      near: place(Math.cos(b) + reach * Math.sin(b), Math.sin(b) - reach * Math.cos(b)),
      to: i === pieces - 1 ? to : place(Math.cos(b), Math.sin(b)),
    }
  })
}

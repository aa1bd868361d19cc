/** Affine maps of the plane as SVG writes them: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer
  const [p, q, r, s, t, u] = inner
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f]
}

export function mapPoint([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f]
}

/** @param text a `transform` attribute of `translate`, `scale` and `matrix` calls; empty is the identity */
export function parseTransform(text: string): Matrix {
  let result = IDENTITY
  for (const [, name, list] of text.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [first = 0, second, c = 0, d = 0, e = 0, f = 0] = list
      .trim()
      .split(/[\s,]+/)
      .map(Number)
    if (name === 'translate') result = multiply(result, [1, 0, 0, 1, first, second ?? 0])
    else if (name === 'scale') result = multiply(result, [first, 0, 0, second ?? first, 0, 0])
    else if (name === 'matrix') result = multiply(result, [first, second ?? 0, c, d, e, f])
  }
  return result
}

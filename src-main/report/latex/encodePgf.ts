/** Shapes as a PGF picture: vector, in the fonts of the document that reads it. One CSS pixel is 0.75 bp. */
import { escapeTex } from '../text/escapeTex'
import type { PathShape, Shape, TextShape } from './parseDrawing'
import type { Point, Segment } from './parsePath'

const BP_PER_PIXEL = 0.75

export function encodePgf(
  shapes: readonly Shape[],
  { width, height }: { width: number; height: number },
): string {
  const lines: string[] = []
  let clip: PathShape['clip'] = null
  for (const shape of shapes) {
    const wanted = shape.kind === 'path' ? shape.clip : null
    if (wanted !== clip) {
      if (clip !== null) lines.push('\\end{pgfscope}')
      if (wanted !== null) lines.push('\\begin{pgfscope}', `${encodeSegments(wanted)}\\pgfusepath{clip}`)
      clip = wanted
    }
    lines.push(shape.kind === 'path' ? encodePath(shape) : encodeText(shape))
  }
  if (clip !== null) lines.push('\\end{pgfscope}')
  return (
    `% Input with packages pgf and xcolor.\n\\begin{pgfpicture}\n` +
    `\\pgfpathrectanglecorners{${point([0, height])}}{${point([width, 0])}}\\pgfusepath{use as bounding box}\n` +
    `${lines.filter((line) => line !== '').join('\n')}\n\\end{pgfpicture}%\n`
  )
}

/** Paint follows the path at once, so that no setting leaks into the next shape. */
function encodePath({ segments, fill, stroke, strokeWidth, dash }: PathShape): string {
  if ((fill === null && stroke === null) || segments.length === 0) return ''
  const dashes = dash.map((length) => `{${bp(length)}}`).join('')
  return [
    ...(fill === null ? [] : [`\\definecolor{rw}{HTML}{${fill}}\\pgfsetfillcolor{rw}`]),
    ...(stroke === null
      ? []
      : [
          `\\definecolor{rw}{HTML}{${stroke}}\\pgfsetstrokecolor{rw}\\pgfsetlinewidth{${bp(strokeWidth)}}`,
          `\\pgfsetdash{${dashes}}{0bp}`,
        ]),
    `${encodeSegments(segments)}\\pgfusepath{${[...(fill === null ? [] : ['fill']), ...(stroke === null ? [] : ['stroke'])].join(',')}}`,
  ].join('%\n')
}

function encodeSegments(segments: readonly Segment[]): string {
  return segments.map(encodeSegment).join('')
}

function encodeSegment(segment: Segment): string {
  switch (segment.kind) {
    case 'move':
      return `\\pgfpathmoveto{${point(segment.to)}}`
    case 'line':
      return `\\pgfpathlineto{${point(segment.to)}}`
    case 'curve':
      return `\\pgfpathcurveto{${point(segment.from)}}{${point(segment.near)}}{${point(segment.to)}}`
    case 'close':
      return '\\pgfpathclose'
  }
}

const ANCHORS: Readonly<Record<TextShape['anchor'], string>> = { start: 'left,', middle: '', end: 'right,' }

function encodeText({ at, anchor, angleDegrees, size, weight, color, text }: TextShape): string {
  const [x, y] = [bp(at[0]), bp(-at[1])]
  const angle = Math.round(angleDegrees)
  const font = `\\fontsize{${number(size * BP_PER_PIXEL)}}{${number(size * BP_PER_PIXEL * 1.2)}}\\selectfont`
  const series = weight === 'bold' ? '\\bfseries' : ''
  return (
    `\\definecolor{rw}{HTML}{${color}}\\pgftext[${ANCHORS[anchor]}x=${x},y=${y}${angle === 0 ? '' : `,rotate=${angle}`}]` +
    `{\\color{rw}\\sffamily${series}${font}\\strut ${escapeTex(text)}}`
  )
}

function point([x, y]: Point): string {
  return `\\pgfqpoint{${bp(x)}}{${bp(-y)}}`
}

function bp(pixels: number): string {
  return `${number(pixels * BP_PER_PIXEL)}bp`
}

/** A hundredth of a point is below what prints. */
function number(value: number): string {
  return String(Math.round(value * 100) / 100 + 0)
}

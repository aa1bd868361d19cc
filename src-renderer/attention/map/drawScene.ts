/** A scene on a canvas. */
import type { Scene } from './scene'
import { dashes, haloOpacity, labelPixels, type SceneStyle } from './sceneStyle'

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** @param pixelRatio canvas pixels per CSS pixel */
export function drawScene(context: Context, scene: Scene, style: SceneStyle, pixelRatio: number): void {
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  context.fillStyle = style.paper
  context.fillRect(0, 0, scene.size.width, scene.size.height)
  drawPlot(context, scene, style)
  for (const { role, x, y, width, height } of scene.marks) {
    context.fillStyle = style.roles[role]
    context.fillRect(x, y, width, height)
  }
  drawLabels(context, scene, style)
  context.strokeStyle = style.rule
  context.lineWidth = 1
  const { x, y, width, height } = scene.map
  context.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1)
}

function drawPlot(context: Context, { plot, map, images, lines, cell }: Scene, style: SceneStyle): void {
  context.save()
  context.beginPath()
  context.rect(plot.x, plot.y, plot.width, plot.height)
  context.clip()
  context.fillStyle = style.empty
  context.fillRect(map.x, map.y, map.width, map.height)
  context.imageSmoothingEnabled = false
  images.forEach(({ canvas, x, y, width, height }, index) => {
    // Finer tiles take the place of coarse ones: where they show nothing, nothing is to be seen.
    if (index > 0) context.fillRect(x, y, width, height)
    context.drawImage(canvas, x, y, width, height)
  })
  for (const { role, x, y, width, height } of lines) {
    context.beginPath()
    context.moveTo(x, y)
    context.lineTo(x + width, y + height)
    strokeTwice(context, style, style.roles[role], dashes[role])
  }
  if (cell !== null) {
    context.beginPath()
    context.rect(cell.x, cell.y, cell.width, cell.height)
    strokeTwice(context, style, style.roles.cursor, [])
  }
  context.restore()
}

/** On a halo of paper, so that a line is seen on every colour of a map. */
function strokeTwice(context: Context, style: SceneStyle, color: string, dash: readonly number[]): void {
  context.setLineDash([])
  context.globalAlpha = haloOpacity
  context.strokeStyle = style.paper
  context.lineWidth = 3
  context.stroke()
  context.globalAlpha = 1
  context.setLineDash([...dash])
  context.strokeStyle = color
  context.lineWidth = 1.25
  context.stroke()
}

function drawLabels(context: Context, scene: Scene, style: SceneStyle): void {
  const { plot, queryLabels, keyLabels, axisNames } = scene
  context.fillStyle = style.muted
  context.font = `${labelPixels + 1}px ${style.textFace}`
  context.textBaseline = 'alphabetic'
  context.textAlign = 'right'
  context.fillText(`${axisNames.key} →`, plot.x - 8, plot.y - 24)
  context.fillText(`${axisNames.query} ↓`, plot.x - 8, plot.y - 10)
  context.font = `${labelPixels}px ${style.codeFace}`
  // Tokens as they are: no ligatures.
  context.textRendering = 'optimizeSpeed'
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  for (const { y, text } of queryLabels) context.fillText(text, plot.x - 8, y)
  for (const { x, text, upright } of keyLabels) {
    context.save()
    context.translate(x, plot.y - 9)
    context.textAlign = upright ? 'left' : 'center'
    if (upright) context.rotate(-Math.PI / 2)
    context.fillText(text, 0, 0)
    context.restore()
  }
}

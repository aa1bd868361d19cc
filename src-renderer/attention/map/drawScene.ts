/** A scene on a canvas. */
import type { Scene } from './scene'
import { dashes, labelPixels, type SceneStyle } from './sceneStyle'

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

function drawPlot(context: Context, { plot, map, images, lines }: Scene, style: SceneStyle): void {
  context.save()
  context.beginPath()
  context.rect(plot.x, plot.y, plot.width, plot.height)
  context.clip()
  context.fillStyle = style.empty
  context.fillRect(map.x, map.y, map.width, map.height)
  context.imageSmoothingEnabled = false
  for (const { canvas, x, y, width, height } of images) context.drawImage(canvas, x, y, width, height)
  context.lineWidth = 1
  for (const { role, x, y, width, height } of lines) {
    context.strokeStyle = style.roles[role]
    context.setLineDash([...dashes[role]])
    context.beginPath()
    context.moveTo(x, y)
    context.lineTo(x + width, y + height)
    context.stroke()
  }
  context.restore()
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

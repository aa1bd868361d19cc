/** A figure as PNG, two pixels to the CSS pixel. */
import type { FigureDrawing } from '../../report'
import { runBrowser } from './runBrowser'

/** @throws RopewalkError `browser.missing`, `browser.failed` */
export function captureFigure({ svg, width, height }: FigureDrawing): Promise<Uint8Array> {
  return runBrowser({ name: 'figure.svg', text: svg }, (output) => [
    '--hide-scrollbars',
    '--force-device-scale-factor=2',
    `--window-size=${width},${height}`,
    `--screenshot=${output}`,
  ])
}

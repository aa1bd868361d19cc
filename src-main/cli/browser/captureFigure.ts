/** A figure as PNG, two pixels to the CSS pixel. */
import type { FigureDrawing } from '../../report'
import { runBrowser } from './runBrowser'

/** @throws RopewalkError `browser.missing`, `browser.failed` */
export function captureFigure({ svg, width, height }: FigureDrawing): Promise<Uint8Array> {
  return runBrowser({ inputName: 'figure.svg', input: svg, outputName: 'figure.png' }, (output) => [
    '--hide-scrollbars',
    '--force-device-scale-factor=2',
    `--window-size=${width},${height}`,
    `--screenshot=${output}`,
  ])
}

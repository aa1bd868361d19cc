/** The key of a pass-rate grid: its colours from failed to passed. */
import { passRateStops } from '../charts'

export const PASS_RATE_KEY_SIZE = { width: 110, height: 12 } as const

/** @returns SVG markup within `PASS_RATE_KEY_SIZE` */
export function drawPassRateKey(): string {
  const step = PASS_RATE_KEY_SIZE.width / passRateStops().length
  return passRateStops()
    .map((color, i) => {
      const [left, right] = [i * step, (i + 1) * step]
      return `<path d="M${left} 1L${right} 1L${right} 11L${left} 11Z" fill="${color}"/>`
    })
    .join('')
}

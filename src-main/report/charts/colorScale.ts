/** Colour scales in the order of perception, safe for colour-blind readers, the same in light and dark. */

/** Three numbers 0 .. 255. */
type Rgb = readonly [number, number, number]

/**
 * Pass rate 0 .. 1: orange (all failed) over a pale neutral to blue (all passed). Orange and blue stay apart in every
 * common colour vision deficiency.
 */
export function passRateColor(rate: number): string {
  return toHex(interpolate(PASS_RATE_STOPS, rate))
}

/** A measure 0 .. 1 of its range: cividis (Nunez, Anderton and Renslow 2018), in 9 stops. */
export function cividisColor(position: number): string {
  return toHex(interpolate(CIVIDIS_STOPS, position))
}

/** The stops of both scales, evenly spaced, for legends and visual maps. */
export function passRateStops(): string[] {
  return PASS_RATE_STOPS.map(toHex)
}

export function cividisStops(): string[] {
  return CIVIDIS_STOPS.map(toHex)
}

/** Text on a colour: black or white, whichever contrasts more: 4.58 to 1 at least (WCAG 2.2 relative luminance). */
export function textColorOn(color: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => toLinear(parseInt(color.slice(at, at + 2), 16) / 255))
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 ? '#ffffff' : '#000000'
}

const PASS_RATE_STOPS: readonly Rgb[] = [
  [200, 98, 26],
  [226, 158, 104],
  [236, 231, 222],
  [122, 166, 208],
  [33, 98, 160],
]

const CIVIDIS_STOPS: readonly Rgb[] = [
  [0, 34, 78],
  [26, 56, 111],
  [67, 78, 108],
  [97, 101, 111],
  [125, 124, 120],
  [155, 148, 119],
  [188, 174, 108],
  [221, 203, 90],
  [254, 232, 56],
]

function interpolate(stops: readonly Rgb[], position: number): Rgb {
  const place = Math.min(1, Math.max(0, position)) * (stops.length - 1)
  const below = Math.min(Math.floor(place), stops.length - 2)
  const share = place - below
  const blend = (channel: 0 | 1 | 2) =>
    Math.round(stops[below][channel] * (1 - share) + stops[below + 1][channel] * share)
  return [blend(0), blend(1), blend(2)]
}

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}

function toHex(color: Rgb): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

import { describe, expect, it } from 'vitest'
import { cividisColor, passRateColor, textColorOn } from '../colorScale'

describe('passRateColor', () => {
  it('is orange at none and blue at all', () => {
    const [red, , blue] = channels(passRateColor(0))
    expect(red).toBeGreaterThan(blue)
    const [redAll, , blueAll] = channels(passRateColor(1))
    expect(blueAll).toBeGreaterThan(redAll)
  })
})

describe('cividisColor', () => {
  it('grows lighter with the value', () => {
    const lightness = Array.from({ length: 21 }, (_, i) => luminance(cividisColor(i / 20)))
    for (let i = 1; i < lightness.length; i++) expect(lightness[i]).toBeGreaterThan(lightness[i - 1])
  })
})

describe('textColorOn', () => {
  it('contrasts 4.5 to 1 or better with every colour of both scales (WCAG 2.2, 1.4.3)', () => {
    for (let i = 0; i <= 40; i++)
      for (const color of [passRateColor(i / 40), cividisColor(i / 40)]) {
        const [lighter, darker] = [luminance(color), luminance(textColorOn(color))].sort((a, b) => b - a)
        expect((lighter + 0.05) / (darker + 0.05), color).toBeGreaterThanOrEqual(4.5)
      }
  })
})

function channels(color: string): [number, number, number] {
  const read = (at: number) => parseInt(color.slice(at, at + 2), 16)
  return [read(1), read(3), read(5)]
}

function luminance(color: string): number {
  const [red, green, blue] = channels(color).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

import { describe, expect, it } from 'vitest'
import type { Piece } from '../piece'
import { placeAmong } from '../placeAmong'

const needle = (text: string): Piece => ({ text, role: 'needle' })
const place = (units: number, places: number[]): string =>
  placeAmong(units, (unit) => String(unit), ['a', 'b', 'c'].slice(0, places.length).map(needle), places)
    .map(({ text }) => text)
    .join('')

describe('placeAmong', () => {
  it('places before the unit at floor(place x units), and at 1 behind the last', () => {
    expect(place(4, [0, 0.5, 1])).toBe('a01b23c')
    expect(place(4, [0.24, 0.26, 0.99])).toBe('a0b12c3')
  })

  it('keeps the order of pieces at one place, and places all of them among no units', () => {
    expect(place(3, [0.4, 0.4, 0.5])).toBe('0abc12')
    expect(place(0, [0, 0.5, 1])).toBe('abc')
  })
})

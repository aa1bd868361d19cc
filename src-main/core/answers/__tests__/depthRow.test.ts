import { describe, expect, it } from 'vitest'
import { findDepthRow } from '../depthRow'

const grid = [0, 11, 22, 33, 44, 56, 67, 78, 89, 100]

describe('findDepthRow', () => {
  it('keeps the depth asked for where a sentence ended near it', () => {
    expect(findDepthRow(31.2, 33, grid)).toBe(33)
    expect(findDepthRow(100, 100, grid)).toBe(100)
  })

  it('is the nearest other one where the needle stands elsewhere', () => {
    expect(findDepthRow(0, 67, grid)).toBe(0)
    expect(findDepthRow(41.4, 89, grid)).toBe(44)
  })

  it('prefers the depth asked for of two as near, and knows no other than those asked for', () => {
    expect(findDepthRow(16.5, 22, grid)).toBe(22)
    expect(findDepthRow(16.5, 11, grid)).toBe(11)
    expect(findDepthRow(16.5, 67, grid)).toBe(11)
    expect(findDepthRow(2, 50, [50])).toBe(50)
  })
})

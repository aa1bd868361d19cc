import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { withDensity } from '../drawPng'

/** One grey pixel. */
const onePixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
)

it('says in the file how many dots an inch has', () => {
  const dense = withDensity(onePixel, 300)
  const view = new DataView(dense.buffer)
  expect(new TextDecoder().decode(dense.subarray(37, 41))).toBe('pHYs')
  expect([view.getUint32(41), view.getUint32(45), dense[49]]).toEqual([11811, 11811, 1])
  // The CRC of pHYs with 11811 dots per metre, from another encoder.
  expect(view.getUint32(50).toString(16)).toBe('78a53f76')
  expect(dense.subarray(54, 62)).toEqual(onePixel.subarray(33, 41))
  expect(inflateSync(dense.subarray(62, 72))).toHaveLength(2)
})

import { expect, it } from 'vitest'
import { RotationSweep } from '../rotationSweep'

it('turns by 100 and by 33 like a turn by 133, across a resynchronisation', () => {
  const frequencies = Float64Array.from([1, 0.1, 0.001, 0])
  const sweep = new RotationSweep(frequencies)
  const at = new Map([0, 100, 133, 1023, 1024, 1025, 4000].map((m) => [m, Number.NaN]))
  for (let m = 0; m <= 4000; m++) {
    if (at.has(m)) at.set(m, sweep.cosineSum)
    sweep.advance()
  }
  for (const [m, sum] of at)
    expect(sum).toBeCloseTo(Math.cos(m) + Math.cos(0.1 * m) + Math.cos(0.001 * m) + 1, 11)
})

import { expect, it } from 'vitest'
import { computeDivisors } from '../divisors'
import { computeTable, expectClose, llama2 } from '../../__tests__/tables'

const divisorsOf = (spec: string) => computeDivisors(computeTable(spec).inverseFrequencies, llama2)

it('divisors are 1 for plain RoPE, s for interpolation, 1 to s for NTK', () => {
  expectClose(divisorsOf('none'), new Array<number>(64).fill(1), 0)
  expectClose(divisorsOf('linear:scale=4'), new Array<number>(64).fill(4), 1e-15)
  // b'/b = s^(d/(d-2)) to the power 2j/d.
  expectClose(
    divisorsOf('ntk:scale=4'),
    Array.from({ length: 64 }, (_, j) => 4 ** ((2 * j) / 126)),
    1e-12,
  )
})

it('the divisor of a pair that does not rotate is infinite', () => {
  expect(divisorsOf('p-rope:keep=0.25')[16]).toBe(Infinity)
})

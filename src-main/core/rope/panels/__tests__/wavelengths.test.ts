import { expect, it } from 'vitest'
import { computeRotations, computeWavelengths } from '../wavelengths'
import { computePlainFrequencies } from '../../plainFrequencies'
import { expectClose } from '../../__tests__/tables'

const plain = computePlainFrequencies(128, 1e4)

it('wavelengths and rotations have the golden values', () => {
  const at = (values: Float64Array) => [0, 32, 63].map((j) => values[j])
  expectClose(at(computeWavelengths(plain)), [6.283185, 628.3185, 54410.14], 2e-7)
  expectClose(at(computeRotations(plain, 4096)), [651.8986, 6.518986, 0.07528008], 2e-7)
})

it('a pair that does not rotate has an infinite wavelength and no turns', () => {
  expect(computeWavelengths(Float64Array.of(0))[0]).toBe(Infinity)
  expect(computeRotations(Float64Array.of(0), 4096)[0]).toBe(0)
})

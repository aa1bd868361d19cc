import { expect, it } from 'vitest'
import { listFeatures } from '../listFeatures'

it('lists what is on, across backends, and keeps values that say more than on', () => {
  const text = 'CPU : SSE3 = 1 | AVX2 = 1 | AVX512 = 0 | CUDA : ARCHS = 500,610 | USE_GRAPHS = 1 | '
  expect(listFeatures(text)).toEqual(['SSE3', 'AVX2', 'ARCHS=500,610', 'USE_GRAPHS'])
})

it('lists nothing where nothing is said', () => {
  expect(listFeatures('')).toEqual([])
})

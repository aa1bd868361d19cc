import { expect, it } from 'vitest'
import { checkRelease } from '../checkRelease'
import { judgeBackends } from '../listBackends'

it('gives a reason for every backend that cannot be used', () => {
  expect(judgeBackends(['cuda', 'vulkan', 'cpu'], ['cpu'])).toEqual([
    { name: 'cuda', usable: false, reason: 'an NVIDIA driver with CUDA was not found' },
    { name: 'metal', usable: false, reason: `not offered on ${process.platform} ${process.arch}` },
    { name: 'vulkan', usable: false, reason: 'a Vulkan driver was not found' },
    { name: 'cpu', usable: true, reason: null },
  ])
})

it('refuses an addon compiled for another release and names both', () => {
  expect(() => checkRelease('b9000', 'b9000')).not.toThrow()
  expect(() => checkRelease('b9001', 'b9000')).toThrow(
    'The observer addon does not fit llama.cpp: compiled for b9000, loaded is b9001. ' +
      'Expected the same release. Run `npm run build:native`.',
  )
})

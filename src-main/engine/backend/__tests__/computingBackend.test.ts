import { describe, expect, it } from 'vitest'
import { RopewalkError } from '../../../contract'
import { findComputingBackend, withoutDevice } from '../computingBackend'
import { judgeBackends } from '../listBackends'

const processor = { kind: 'cpu' } as const
const graphics = { kind: 'gpu' } as const
const sentence =
  'Backend not usable: vulkan (its driver was found, but no device of its own). ' +
  'Expected a backend this machine can run. Choose auto or cpu, or install its driver.'

describe('the backend that computes', () => {
  it.each([
    ['auto', 'vulkan', [processor], 'cpu'],
    ['auto', 'vulkan', [graphics, processor], 'vulkan'],
    ['auto', 'cuda', [{ kind: 'integrated-gpu' } as const, processor], 'cuda'],
    ['auto', 'cuda', [{ kind: 'accelerator' } as const, processor], 'cpu'],
    ['vulkan', 'vulkan', [graphics, processor], 'vulkan'],
    ['cpu', 'cpu', [processor], 'cpu'],
  ] as const)('for %s with the build of %s and %o is %s', (choice, loaded, devices, backend) => {
    expect(findComputingBackend(choice, loaded, devices)).toBe(backend)
  })

  it('is refused where it was asked for by name and has no device', () => {
    const find = () => findComputingBackend('vulkan', 'vulkan', [processor])
    expect(find).toThrow(RopewalkError)
    expect(find).toThrow(expect.objectContaining({ code: 'backend.unavailable', message: sentence }))
  })
})

it('lists a build without a device as not usable, and why', () => {
  const states = judgeBackends(['vulkan', 'cpu'], ['vulkan', 'cpu'])
  expect(withoutDevice(states, 'vulkan', 'cpu').filter(({ usable }) => usable)).toEqual([
    { name: 'cpu', usable: true, reason: null },
  ])
  expect(withoutDevice(states, 'vulkan', 'vulkan')).toEqual(states)
})

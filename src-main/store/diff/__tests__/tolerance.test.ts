import { expect, test } from 'vitest'
import { sampleDraft } from '../../__tests__/sampleExperiment'
import { toleranceBetween, toleranceOfBackends } from '../tolerance'

const { engine } = sampleDraft

test('one machine repeats itself; other machines and backends are given more room', () => {
  const same = toleranceBetween(engine, { ...engine })
  const threads = toleranceBetween(engine, { ...engine, threads: 8 })
  const backend = toleranceBetween(engine, { ...engine, backend: 'cuda' })
  expect([same, threads, backend].map(({ absolute }) => absolute)).toEqual([1e-9, 3e-3, 1e-2])
  expect(toleranceBetween({ ...engine, backend: 'cuda' }, engine)).toEqual(backend)
})

test('two processors are held to the tolerance of processors, whichever side a graphics device is on', () => {
  const cpu = { backend: 'cpu', devices: ['CPU: AMD EPYC'] }
  const vulkan = { backend: 'vulkan', devices: ['Vulkan0: llvmpipe', 'CPU: AMD EPYC'] }
  const processors = toleranceBetween(engine, { ...engine, threads: 8 })
  const graphics = toleranceBetween(engine, { ...engine, backend: 'cuda', devices: ['CUDA0: H200'] })
  expect(graphics.absolute).toBeGreaterThan(processors.absolute)
  expect(toleranceOfBackends(cpu, cpu)).toEqual(processors)
  expect(toleranceOfBackends(vulkan, cpu)).toEqual(graphics)
  expect(toleranceOfBackends(cpu, vulkan)).toEqual(graphics)
})

test('an older file that names a build without a device of its own was computed by the processor', () => {
  const loadedVulkan = { backend: 'vulkan', devices: ['CPU: AMD EPYC'] }
  expect(toleranceOfBackends(loadedVulkan, { backend: 'cpu', devices: ['CPU: AMD EPYC'] })).toEqual(
    toleranceBetween(engine, { ...engine, threads: 8 }),
  )
})

import { expect, test } from 'vitest'
import { sampleDraft } from '../../__tests__/sampleExperiment'
import { toleranceBetween, toleranceOfBackend } from '../tolerance'

const { engine } = sampleDraft

test('one machine repeats itself; other machines and backends are given more room', () => {
  const same = toleranceBetween(engine, { ...engine })
  const threads = toleranceBetween(engine, { ...engine, threads: 8 })
  const backend = toleranceBetween(engine, { ...engine, backend: 'cuda' })
  expect([same, threads, backend].map(({ absolute }) => absolute)).toEqual([1e-9, 3e-3, 1e-2])
  expect(toleranceBetween({ ...engine, backend: 'cuda' }, engine)).toEqual(backend)
  expect(toleranceOfBackend('cpu')).toEqual(threads)
  expect(toleranceOfBackend('vulkan')).toEqual(backend)
})

import { expect, expectTypeOf, test, vi } from 'vitest'
import type { CallAnswer, CallMessage, EventMessage, MemoryState, WindowBridge } from '@contract'
import { createClient } from '../createClient'

function createBridge(answer: CallAnswer | Promise<CallAnswer>) {
  const calls: CallMessage[] = []
  const listeners: ((message: EventMessage) => void)[] = []
  const cancel = vi.fn()
  const bridge: WindowBridge = {
    call: async (message) => {
      calls.push(message)
      return answer
    },
    cancel,
    onEvent: (listener) => {
      listeners.push(listener)
      return () => undefined
    },
    pathForFile: () => '',
  }
  const tell = (message: EventMessage) => listeners.forEach((listener) => listener(message))
  return { bridge, calls, cancel, tell }
}

test('a call names its method and carries its input; numbers are used once', async () => {
  const { bridge, calls } = createBridge({ ok: true, value: { freeBytes: 1, totalBytes: 2 } })
  const client = createClient(bridge)
  const memory = await client.models.readMemory({})
  await client.models.addModels({ paths: ['/a'] })
  expect(memory).toEqual({ freeBytes: 1, totalBytes: 2 })
  expectTypeOf(memory).toEqualTypeOf<MemoryState>()
  expect(calls.map(({ method, input }) => [method, input])).toEqual([
    ['models.readMemory', {}],
    ['models.addModels', { paths: ['/a'] }],
  ])
  expect(new Set(calls.map(({ id }) => id)).size).toBe(2)
})

test('a failure is thrown as the error that it was', async () => {
  const { bridge } = createBridge({
    ok: false,
    error: { code: 'model.missing', message: 'Gone.', details: { path: '/a' } },
  })
  await expect(createClient(bridge).models.listModels({})).rejects.toMatchObject({
    name: 'RopewalkError',
    code: 'model.missing',
    details: { path: '/a' },
  })
})

test('an aborted signal cancels the call in work, and keeps a later one from being made', async () => {
  let settle: (answer: CallAnswer) => void = () => undefined
  const { bridge, calls, cancel } = createBridge(new Promise((resolve) => (settle = resolve)))
  const controller = new AbortController()
  const call = createClient(bridge).models.listModels({}, { signal: controller.signal })
  controller.abort()
  expect(cancel).toHaveBeenCalledWith(calls[0]?.id)
  settle({ ok: false, error: { code: 'run.cancelled', message: 'Cancelled.', details: {} } })
  await expect(call).rejects.toMatchObject({ code: 'run.cancelled' })
  await expect(
    createClient(bridge).models.listModels({}, { signal: controller.signal }),
  ).rejects.toMatchObject({
    code: 'run.cancelled',
  })
  expect(calls).toHaveLength(1)
})

test('events reach who listens, until they stop', () => {
  const { bridge, tell } = createBridge({ ok: true, value: null })
  const heard: string[] = []
  const stop = createClient(bridge).on('openPath', ({ path }) => heard.push(path))
  tell({ event: 'openPath', payload: { path: '/a' } })
  tell({ event: 'menuCommand', payload: 'save' })
  stop()
  tell({ event: 'openPath', payload: { path: '/b' } })
  expect(heard).toEqual(['/a'])
})

test('a call that the contract does not have does not compile', () => {
  const client = createClient(createBridge({ ok: true, value: null }).bridge)
  // @ts-expect-error no such method
  expect(client.models.readDisk).toBeTypeOf('function')
  // @ts-expect-error no such event
  expect(client.on('diskChanged', () => undefined)).toBeTypeOf('function')
})

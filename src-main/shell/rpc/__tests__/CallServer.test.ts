import { expect, test, vi } from 'vitest'
import { RopewalkError, type WorkbenchApi } from '../../../contract'
import type { HandlerCall, WorkbenchHandlers } from '../../handlers/ports'
import { pageUrl } from '../../pageUrl'
import { CallServer } from '../CallServer'
import type { Sender } from '../sender'
import { createPlainHandlers } from './plainHandlers'

const ourPage: Sender = { url: pageUrl, isMainFrame: true, isOurWindow: true }

function createServer(handlers: Parameters<typeof createPlainHandlers>[0] = {}) {
  const onBrokenInvariant = vi.fn()
  return {
    server: new CallServer({ handlers: createPlainHandlers(handlers), onBrokenInvariant }),
    onBrokenInvariant,
  }
}

test('a call gets the value of its handler', async () => {
  const { server } = createServer({ models: { readMemory: async () => ({ freeBytes: 1, totalBytes: 2 }) } })
  const answer = await server.answer(ourPage, { id: 1, method: 'models.readMemory', input: {} })
  expect(answer).toEqual({ ok: true, value: { freeBytes: 1, totalBytes: 2 } })
})

test.each<[string, Partial<Sender>]>([
  ['a page of another scheme', { url: 'https://ropewalk/index.html' }],
  ['a page of another host', { url: 'app://pages/1.html' }],
  ['a page whose address only begins like ours', { url: 'app://ropewalk.example/index.html' }],
  ['a file', { url: 'file:///index.html' }],
  ['a frame that is gone', { url: '' }],
  ['a frame inside the page', { isMainFrame: false }],
  ['another window', { isOurWindow: false }],
])('%s is refused', async (_name, change) => {
  const { server } = createServer({ models: { readMemory: async () => ({ freeBytes: 1, totalBytes: 2 }) } })
  const answer = await server.answer(
    { ...ourPage, ...change },
    { id: 1, method: 'models.readMemory', input: {} },
  )
  expect(answer).toMatchObject({ ok: false, error: { code: 'input.invalid' } })
  expect(answer).toHaveProperty('error.message', expect.stringContaining('Call from elsewhere refused'))
})

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'Not a call.'],
  ['a number that is none', { id: 'x', method: 'models.readMemory', input: {} }, 'Not a call.'],
  ['more than a call', { id: 1, method: 'models.readMemory', input: {}, more: 1 }, 'Not a call.'],
  ['an unknown method', { id: 1, method: 'models.readDisk', input: {} }, 'Unknown call: models.readDisk.'],
  ['a name of every object', { id: 1, method: 'models.constructor', input: {} }, 'Unknown call'],
  ['a bad input', { id: 1, method: 'models.addModels', input: { paths: [7] } }, 'models.addModels.paths.0'],
  ['an input with more fields', { id: 1, method: 'models.readMemory', input: { a: 1 } }, 'models.readMemory'],
])('%s is refused with a sentence', async (_name, message, sentence) => {
  const { server } = createServer()
  const answer = await server.answer(ourPage, message)
  expect(answer).toMatchObject({ ok: false, error: { code: 'input.invalid' } })
  expect(answer).toHaveProperty('error.message', expect.stringContaining(sentence))
})

test('an expected failure crosses with its code, an unexpected one is logged as well', async () => {
  const { server, onBrokenInvariant } = createServer({
    models: {
      listModels: async () => {
        throw new RopewalkError('model.missing', 'Gone.', { path: '/a' })
      },
    },
  })
  const expected = await server.answer(ourPage, { id: 1, method: 'models.listModels', input: {} })
  expect(expected).toEqual({
    ok: false,
    error: { code: 'model.missing', message: 'Gone.', details: { path: '/a' } },
  })
  expect(onBrokenInvariant).not.toHaveBeenCalled()
  const unexpected = await server.answer(ourPage, { id: 2, method: 'models.readMemory', input: {} })
  expect(unexpected).toMatchObject({ ok: false, error: { code: 'invariant.broken' } })
  expect(onBrokenInvariant).toHaveBeenCalledWith(
    'models.readMemory',
    expect.objectContaining({ message: 'models.readMemory' }),
  )
})

function untilAborted(_input: unknown, { signal }: HandlerCall): Promise<never> {
  return new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new RopewalkError('run.cancelled', 'Cancelled.'))),
  )
}

test('cancelling reaches the handler, by its number and from our page only', async () => {
  const { server } = createServer({ models: { listModels: untilAborted } })
  const answer = server.answer(ourPage, { id: 7, method: 'models.listModels', input: {} })
  server.cancel(ourPage, 8)
  server.cancel({ ...ourPage, isOurWindow: false }, 7)
  await expect(Promise.race([answer, Promise.resolve('in work')])).resolves.toBe('in work')
  server.cancel(ourPage, 7)
  expect(await answer).toMatchObject({ ok: false, error: { code: 'run.cancelled' } })
})

test('a page that loads again cancels what the old one asked for', async () => {
  const { server } = createServer({ models: { listModels: untilAborted } })
  const answers = [1, 2].map((id) => server.answer(ourPage, { id, method: 'models.listModels', input: {} }))
  server.cancelAll()
  for (const answer of await Promise.all(answers))
    expect(answer).toMatchObject({ ok: false, error: { code: 'run.cancelled' } })
})

test('a method without a handler does not compile, nor does a handler of another type', () => {
  const complete: WorkbenchHandlers['models'] = createPlainHandlers({}).models
  const { readMemory, ...incomplete } = complete
  // @ts-expect-error `readMemory` is missing
  const missing: WorkbenchHandlers['models'] = incomplete
  const wrong: Pick<WorkbenchHandlers['models'], 'readMemory'> = {
    // @ts-expect-error the contract promises bytes as numbers
    readMemory: async () => ({ freeBytes: '1' }),
  }
  const method: keyof WorkbenchApi['models'] = 'readMemory'
  expect([missing, wrong, readMemory, method]).toHaveLength(4)
  expect(
    () =>
      new CallServer({
        handlers: { ...createPlainHandlers({}), models: missing },
        onBrokenInvariant: vi.fn(),
      }),
  ).toThrow('No handler for models.readMemory.')
})

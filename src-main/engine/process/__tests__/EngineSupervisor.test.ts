import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EngineSupervisor } from '../EngineSupervisor'
import type { EngineProcess } from '../EngineSupervisor'
import type { ProcessExit } from '../exitError'
import type { EngineSidePort } from '../messages'
import { createWirePair } from './wirePair'

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] }),
)
afterEach(() => void vi.useRealTimers())

interface FakeProcess extends EngineProcess {
  readonly engine: EngineSidePort
  exit(exit: ProcessExit): void
  say(line: string): void
}

/** A process that becomes ready at once and answers no call. */
function createFakeProcess(heartbeats: () => number | null, ready = true): FakeProcess {
  const { engineSide, clientSide } = createWirePair()
  const exits: ((exit: ProcessExit) => void)[] = []
  const lines: ((line: string) => void)[] = []
  engineSide.onMessage((message) => {
    if (message.kind === 'start' && ready) engineSide.post({ kind: 'ready' })
    const heartbeat = heartbeats()
    if (message.kind === 'ping' && heartbeat !== null) engineSide.post({ kind: 'pong', heartbeat })
  })
  const exit = (how: ProcessExit) => exits.forEach((listener) => listener(how))
  return {
    engine: engineSide,
    port: clientSide,
    onExit: (listener) => void exits.push(listener),
    onLine: (listener) => void lines.push(listener),
    kill: () => exit({ exitCode: null, signal: 'SIGKILL' }),
    exit,
    say: (line) => lines.forEach((listener) => listener(line)),
  }
}

function supervise(...processes: FakeProcess[]) {
  const spawn = vi.fn(() => {
    const next = processes.shift()
    if (!next) throw new Error('one process too many')
    return next
  })
  const start = { backend: 'cpu' } as const
  return { host: new EngineSupervisor({ spawn, start, hangTimeoutMs: 4_000, startTimeoutMs: 9_000 }), spawn }
}

const alwaysNew = () => {
  let beat = 0
  return () => beat++
}

describe('EngineSupervisor', () => {
  it('keeps one process however often it is started', async () => {
    const { host, spawn } = supervise(createFakeProcess(alwaysNew()))
    expect(await host.start()).toBe(await host.start())
    expect(spawn).toHaveBeenCalledTimes(1)
  })

  it('rejects the calls in flight with how the process ended and its last words', async () => {
    const process = createFakeProcess(alwaysNew())
    const client = await supervise(process).host.start()
    const call = client.describe({})
    process.say('loading tensors')
    process.say('GGML_ASSERT(ne > 0) failed')
    process.exit({ exitCode: null, signal: 'SIGABRT' })
    await expect(call).rejects.toMatchObject({
      code: 'engine.crashed',
      message:
        'The engine process ended by itself: signal SIGABRT, its last words were "GGML_ASSERT(ne > 0) failed". ' +
        'Expected it to answer. Results so far are kept; start it again to go on.',
      details: { exitCode: null, signal: 'SIGABRT', log: 'loading tensors\nGGML_ASSERT(ne > 0) failed' },
    })
  })

  it('says out of memory in those words', async () => {
    const killed = createFakeProcess(alwaysNew())
    const said = createFakeProcess(alwaysNew())
    const { host } = supervise(killed, said)
    const first = (await host.start()).describe({})
    killed.exit({ exitCode: null, signal: 'SIGKILL' })
    await expect(first).rejects.toThrow(
      'signal SIGKILL, which is how a system short of memory ends a process (out of memory)',
    )
    const second = (await host.start()).describe({})
    said.say('ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 99')
    said.say('terminating')
    said.exit({ exitCode: 134, signal: null })
    await expect(second).rejects.toThrow(
      'exit code 134, out of memory ("ggml_backend_cpu_buffer_type_alloc_buffer',
    )
  })

  it('starts a fresh process after a crash; the old client keeps failing', async () => {
    const [first, second] = [createFakeProcess(alwaysNew()), createFakeProcess(alwaysNew())]
    const { host, spawn } = supervise(first, second)
    const before = await host.start()
    first.exit({ exitCode: 1, signal: null })
    await expect(before.describe({})).rejects.toMatchObject({ code: 'engine.crashed' })
    const after = await host.start()
    expect(after).not.toBe(before)
    expect(spawn).toHaveBeenCalledTimes(2)
  })

  it('ends a process that answers pings but whose heartbeat stands still during a call', async () => {
    const client = await supervise(createFakeProcess(() => 7)).host.start()
    const call = client.describe({}).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(6_000)
    expect(await call).toMatchObject({
      code: 'engine.hung',
      message:
        'The engine process made no headway: 4 s without a sign of life, so it was ended. ' +
        'Expected progress. Results so far are kept; start it again to go on.',
    })
  })

  it('ends a process that answers no ping, also while it starts', async () => {
    const client = await supervise(createFakeProcess(() => null)).host.start()
    const call = client.describe({}).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(6_000)
    expect(await call).toMatchObject({ code: 'engine.hung' })
    const starting = supervise(createFakeProcess(() => null, false)).host.start()
    const outcome = starting.catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(11_000)
    expect(await outcome).toMatchObject({ code: 'engine.hung', details: { hangTimeoutMs: 9_000 } })
  })

  it('lets a long call go on while the heartbeat changes, and waits for nothing between calls', async () => {
    const busy = createFakeProcess(alwaysNew())
    const call = (await supervise(busy).host.start()).describe({})
    let settled = false
    void call.catch(() => undefined).then(() => (settled = true))
    await vi.advanceTimersByTimeAsync(600_000)
    expect(settled).toBe(false)
    const idle = createFakeProcess(() => null)
    const { host, spawn } = supervise(idle)
    await host.start()
    await vi.advanceTimersByTimeAsync(600_000)
    await host.start()
    expect(spawn).toHaveBeenCalledTimes(1)
  })

  it('passes on why the engine could not start', async () => {
    const process = createFakeProcess(alwaysNew(), false)
    process.engine.onMessage((message) => {
      if (message.kind === 'start')
        process.engine.post({
          kind: 'failed',
          error: { code: 'engine.unavailable', message: 'The observer addon is not built.', details: {} },
        })
    })
    await expect(supervise(process).host.start()).rejects.toMatchObject({ code: 'engine.unavailable' })
  })

  it('stops: asks first, kills after the time limit, and cancels calls in flight', async () => {
    const obedient = createFakeProcess(alwaysNew())
    obedient.engine.onMessage((message) => {
      if (message.kind === 'stop') obedient.exit({ exitCode: 0, signal: null })
    })
    const first = supervise(obedient)
    const call = (await first.host.start()).describe({})
    await Promise.all([expect(call).rejects.toMatchObject({ code: 'run.cancelled' }), first.host.stop()])
    const deaf = supervise(createFakeProcess(alwaysNew()))
    await deaf.host.start()
    let stopped = false
    const stopping = deaf.host.stop().then(() => (stopped = true))
    await vi.advanceTimersByTimeAsync(4_900)
    expect(stopped).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(await stopping).toBe(true)
  })
})

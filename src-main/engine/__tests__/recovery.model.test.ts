import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { awaitProgress, entryPath, openSlowSession, samplePath, startRealEngine } from './startedEngine'
import type { StartedEngine } from './startedEngine'

/** Far above what a loaded machine keeps a working process waiting. */
const hangTimeoutMs = 10_000
let engine: StartedEngine | null = null
afterEach(() => engine?.host.stop())

async function startEvaluation(limitMs?: number) {
  engine = await startRealEngine(limitMs)
  const { client, host, processId } = engine
  const model = await client.loadModel({ path: samplePath })
  const request = await openSlowSession(client, model)
  const controller = new AbortController()
  const progress = awaitProgress(client)
  const outcome = client.evaluate(request, { signal: controller.signal }).then(
    () => null,
    (error: unknown) => error,
  )
  await progress
  return { client, host, processId, controller, outcome, request }
}

describe('the engine process in trouble', () => {
  it.each(['SIGKILL', 'SIGABRT'] as const)(
    'turns %s in the middle of an evaluation into an error',
    async (signal) => {
      const { client, host, processId, outcome } = await startEvaluation()
      process.kill(processId, signal)
      expect(await outcome).toMatchObject({ code: 'engine.crashed', details: { signal } })
      await expect(client.describe({})).rejects.toMatchObject({ code: 'engine.crashed' })
      const fresh = await host.start()
      await expect(fresh.loadModel({ path: samplePath })).resolves.toMatchObject({ modelId: 1 })
    },
  )

  it('ends a process that was stopped, and starts another', async () => {
    const { host, processId, outcome } = await startEvaluation(hangTimeoutMs)
    process.kill(processId, 'SIGSTOP')
    expect(await outcome).toMatchObject({ code: 'engine.hung', details: { hangTimeoutMs } })
    expect(isAlive(processId)).toBe(false)
    const fresh = await host.start()
    await expect(fresh.describe({})).resolves.toMatchObject({ backend: 'cpu' })
  })

  it('does not take a long evaluation for a hang', async () => {
    const { controller, outcome, client } = await startEvaluation(hangTimeoutMs)
    const startMs = performance.now()
    while (performance.now() - startMs < 1.2 * hangTimeoutMs) await awaitProgress(client)
    await expect(client.describe({})).resolves.toBeDefined()
    controller.abort()
    expect(await outcome).toMatchObject({ code: 'run.cancelled' })
  })

  it('cancels and evaluates again in the same session', async () => {
    const { client, controller, outcome, request } = await startEvaluation()
    controller.abort()
    expect(await outcome).toMatchObject({ code: 'run.cancelled' })
    const { sessionId, tokens } = request
    const again = await client.evaluate({ sessionId, tokens: tokens.slice(0, 64) })
    expect(again.evaluatedTokens + again.reusedTokens).toBe(64)
  })

  it('stops in the middle of an evaluation', async () => {
    const { host, processId, outcome } = await startEvaluation()
    await host.stop()
    expect(await outcome).toMatchObject({ code: 'run.cancelled' })
    expect(isAlive(processId)).toBe(false)
  })

  it('ends when its parent dies', async () => {
    const program = `
      const child = require('node:child_process').fork(process.argv[1], [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
      child.on('message', ({ kind }) => kind === 'ready' && console.log(child.pid))
      child.send({ kind: 'start', options: { backend: 'cpu' } })`
    const parent = spawn(process.execPath, ['-e', program, entryPath], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const processId = await new Promise<number>((resolve) =>
      createInterface({ input: parent.stdout }).once('line', (line) => resolve(Number(line))),
    )
    expect(isAlive(processId)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isAlive(processId)).toBe(false)
  })
})

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch {
    return false
  }
}

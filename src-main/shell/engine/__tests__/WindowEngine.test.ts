import { expect, test } from 'vitest'
import type { BackendChoice, EngineState } from '../../../contract'
import type { EngineProcess } from '../../../engine'
import { WindowEngine } from '../WindowEngine'

type Port = EngineProcess['port']
type ToEngine = Parameters<Port['post']>[0]
type FromEngine = Parameters<Parameters<Port['onMessage']>[0]>[0]

/** A process that starts at once, describes itself by its backend, and ends when it is told to. */
class ScriptedProcess implements EngineProcess {
  backend: BackendChoice | null = null
  readonly #listeners = new Set<(message: FromEngine) => void>()
  #exit: Parameters<EngineProcess['onExit']>[0] = () => undefined

  readonly port: Port = {
    post: (message) => this.#hear(message),
    onMessage: (listener) => {
      this.#listeners.add(listener)
      return () => this.#listeners.delete(listener)
    },
  }

  onLine(): void {
    // It says nothing.
  }

  onExit(listener: Parameters<EngineProcess['onExit']>[0]): void {
    const before = this.#exit
    this.#exit = (exit) => {
      before(exit)
      listener(exit)
    }
  }

  kill(): void {
    this.#exit({ exitCode: null, signal: 'SIGKILL' })
  }

  #hear(message: ToEngine): void {
    if (message.kind === 'start') {
      this.backend = message.options.backend
      this.#say({ kind: 'ready' })
    }
    if (message.kind === 'call')
      this.#say({ kind: 'answer', id: message.id, answer: { ok: true, value: { backend: this.backend } } })
    if (message.kind === 'stop') this.kill()
  }

  #say(message: FromEngine): void {
    queueMicrotask(() => this.#listeners.forEach((listener) => listener(message)))
  }
}

function createEngine() {
  const processes: ScriptedProcess[] = []
  const states: EngineState[] = []
  const settings: { backend: BackendChoice } = { backend: 'auto' }
  const engine = new WindowEngine({
    spawn: () => {
      const process = new ScriptedProcess()
      processes.push(process)
      return process
    },
    readBackend: () => settings.backend,
    onChanged: (state) => states.push(state),
  })
  return { engine, processes, states, settings }
}

test('it is one process however often it is asked for', async () => {
  const { engine, processes, states } = createEngine()
  await Promise.all([engine.start(), engine.start()])
  await engine.start()
  expect(processes).toHaveLength(1)
  expect(states.at(-1)).toMatchObject({ kind: 'ready', description: { backend: 'auto' } })
})

test('a lost one is said to be lost, and the next start takes the backend chosen since', async () => {
  const { engine, processes, states, settings } = createEngine()
  await engine.start()
  processes[0]?.kill()
  await expect.poll(() => engine.state).toMatchObject({ kind: 'lost', error: { code: 'engine.crashed' } })
  settings.backend = 'cpu'
  await engine.start()
  expect(processes.map(({ backend }) => backend)).toEqual(['auto', 'cpu'])
  expect(states.map(({ kind }) => kind)).toEqual(['ready', 'lost', 'starting', 'ready'])
})

test('a restart ends the process and starts another; stopping is no loss', async () => {
  const { engine, processes, states, settings } = createEngine()
  await engine.start()
  settings.backend = 'cpu'
  expect(await engine.restart()).toMatchObject({ kind: 'ready', description: { backend: 'cpu' } })
  await engine.stop()
  expect(processes).toHaveLength(2)
  expect(states.map(({ kind }) => kind)).not.toContain('lost')
})

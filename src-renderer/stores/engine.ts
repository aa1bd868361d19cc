/** The engine process as the window sees it, and the memory that is free now. */
import { toWireError, type EngineState, type MemoryState } from '@contract'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { client } from '../client'

const memoryIntervalMs = 5_000

export const useEngine = defineStore('engine', () => {
  const state = shallowRef<EngineState>({ kind: 'starting' })
  const memory = shallowRef<MemoryState | null>(null)

  client.on('engineChanged', (changed) => (state.value = changed))

  async function load(): Promise<void> {
    state.value = await client.app.readEngine({})
  }

  /** `lost` with the cause where it does not start. */
  async function restart(): Promise<void> {
    state.value = { kind: 'starting' }
    try {
      state.value = await client.app.restartEngine({})
    } catch (thrown) {
      state.value = { kind: 'lost', error: toWireError(thrown) }
    }
  }

  async function readMemory(): Promise<void> {
    memory.value = await client.models.readMemory({})
  }

  /** Reads the free memory now and then until the returned function is called. */
  function watchMemory(): () => void {
    const read = () => void readMemory().catch(() => (memory.value = null))
    read()
    const timer = setInterval(read, memoryIntervalMs)
    return () => clearInterval(timer)
  }

  return { state, memory, load, restart, readMemory, watchMemory }
})

/** Loads the llama.cpp build that node-llama-cpp ships for a backend. Nothing is built or downloaded. */
import { getLlama, LlamaLogLevel, NoBinaryFoundError } from 'node-llama-cpp'
import type { Llama, LlamaGpuType } from 'node-llama-cpp'
import { RopewalkError } from '../../contract'
import type { BackendChoice, BackendName } from '../../contract'
import { backendUnavailable } from './backendUnavailable'
import { listBackends } from './listBackends'
import { toBackendName } from './toBackendName'

export interface StartedLlama {
  /** Must stay referenced: the libraries are unloaded with it. */
  readonly llama: Llama
  /** Of the build that was loaded; whether it finds a device of its own is known when the addon has attached. */
  readonly backend: BackendName
  readonly release: string
}

/** @throws RopewalkError `backend.unavailable`: another backend is never taken without a word. */
export async function startLlama(choice: BackendChoice): Promise<StartedLlama> {
  try {
    const llama = await getLlama({
      gpu: toGpuType(choice),
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.warn,
      // The addon takes over the log as soon as it attaches.
      logger: () => undefined,
    })
    const backend = toBackendName(llama.gpu)
    if (choice !== 'auto' && backend !== choice)
      throw backendUnavailable(choice, (await findReason(choice)) ?? `llama.cpp started on ${backend}`)
    return { llama, backend, release: llama.llamaCppRelease.release }
  } catch (error) {
    if (error instanceof RopewalkError) throw error
    if (error instanceof NoBinaryFoundError)
      throw backendUnavailable(choice, (await findReason(choice)) ?? 'no shipped build works on this machine')
    throw backendUnavailable(choice, error instanceof Error ? error.message : String(error))
  }
}

function toGpuType(choice: BackendChoice): LlamaGpuType | 'auto' {
  return choice === 'cpu' ? false : choice
}

/** What the machine lacks for a backend; null where nothing is known to be lacking. */
async function findReason(choice: BackendChoice): Promise<string | null> {
  return (await listBackends()).find(({ name }) => name === choice)?.reason ?? null
}

/** The bundled model through the engine, on a Vulkan device and on the processor: what is scored and observed agrees as docs/trust.md says. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createChildProcessEngineHost } from '..'
import type { BackendName } from '../../contract'
import { keptBuffersPath } from '../../../tools/test-runtime/keepBuffers'
import { entryPath, samplePath } from './startedEngine'

interface Measured {
  readonly backend: BackendName
  readonly devices: readonly string[]
  readonly meanNllNats: number
  /** [L * H]. */
  readonly meanEntropyNats: ArrayLike<number>
  readonly firstTokenMass: ArrayLike<number>
}

/** In F32 arithmetic; 1e-4 was the largest difference on Mesa's device. */
const tolerance = 1e-3
const extensions = ['none', 'linear:scale=4'] as const
/** The model was trained on 256; a device in software takes a second for 30 of them. */
const contextTokens = 320
const text = readFileSync(
  join(import.meta.dirname, '../../../resources/corpora/moby-dick-heldout.txt'),
  'utf8',
)

async function measureAll(backend: BackendName): Promise<Record<(typeof extensions)[number], Measured>> {
  vi.stubEnv('LD_PRELOAD', backend === 'vulkan' ? keptBuffersPath : '')
  const host = createChildProcessEngineHost({ entry: entryPath, backend, hangTimeoutMs: 120_000 })
  try {
    const client = await host.start()
    const { backend: named, devices } = await client.describe({})
    const { modelId } = await client.loadModel({ path: samplePath })
    const all = await client.tokenize({ modelId, text: text.slice(0, 4000), addSpecial: true })
    const tokens = all.slice(0, contextTokens)
    const measure = async (extension: string): Promise<Measured> => {
      const { sessionId } = await client.openSession({ modelId, contextTokens, extension })
      const { nllNats, observation } = await client.evaluate({
        sessionId,
        tokens,
        score: { first: 1, end: tokens.length },
        observation: { queries: { kind: 'all' } },
      })
      await client.closeSession({ sessionId })
      if (!observation) throw new Error('Nothing was observed.')
      const { meanEntropyNats, firstTokenMass } = observation
      const meanNllNats = nllNats.reduce((sum, nll) => sum + nll, 0) / nllNats.length
      return { backend: named, devices, meanNllNats, meanEntropyNats, firstTokenMass }
    }
    return { none: await measure('none'), 'linear:scale=4': await measure('linear:scale=4') }
  } finally {
    await host.stop()
    vi.unstubAllEnvs()
  }
}

let onProcessor: Awaited<ReturnType<typeof measureAll>>
let onDevice: Awaited<ReturnType<typeof measureAll>>
beforeAll(async () => {
  onProcessor = await measureAll('cpu')
  onDevice = await measureAll('vulkan')
})

describe.each(extensions)('%s', (extension) => {
  it('has the mean NLL of the processor', () => {
    const [x, y] = [onDevice[extension].meanNllNats, onProcessor[extension].meanNllNats]
    expect([onDevice[extension].backend, onProcessor[extension].backend]).toEqual(['vulkan', 'cpu'])
    expect(onDevice[extension].devices.some((device) => device.startsWith('Vulkan0'))).toBe(true)
    expect(countBeyond([x], [y])).toBe(0)
  })

  it.each(['meanEntropyNats', 'firstTokenMass'] as const)('has the %s of every head', (measure) => {
    const [x, y] = [onDevice[extension][measure], onProcessor[extension][measure]]
    expect([x.length, y.length]).toEqual([16, 16])
    expect(countBeyond(x, y)).toBe(0)
  })
})

it('could tell the two apart', () => {
  const { none, 'linear:scale=4': linear } = onProcessor
  expect(countBeyond([none.meanNllNats], [linear.meanNllNats])).toBe(1)
  expect(countBeyond(none.meanEntropyNats, linear.meanEntropyNats)).toBeGreaterThan(0)
})

function countBeyond(left: ArrayLike<number>, right: ArrayLike<number>): number {
  return Array.from(left).filter((x, i) => !(Math.abs(x - right[i]) <= tolerance)).length
}

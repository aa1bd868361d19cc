/** The backend that is named is the one whose devices are there: with a driver alone, and with Mesa's software device made visible. */
import { spawnSync } from 'node:child_process'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createChildProcessEngineHost } from '..'
import type { BackendChoice, EngineDescription } from '../../contract'
import { entryPath } from './startedEngine'

afterEach(() => vi.unstubAllEnvs())

async function describeEngine(backend: BackendChoice, visibleDevices: string): Promise<EngineDescription> {
  // Mesa's device counts as a processor and is left out by ggml-vulkan unless it is named; an empty list names none.
  vi.stubEnv('GGML_VK_VISIBLE_DEVICES', visibleDevices)
  const host = createChildProcessEngineHost({ entry: entryPath, backend, hangTimeoutMs: 120_000 })
  try {
    return await (await host.start()).describe({})
  } finally {
    await host.stop()
  }
}

const loader = spawnSync('sh', [
  '-c',
  'ldconfig -p 2>/dev/null | grep -q libvulkan.so.1 && ls /usr/share/vulkan/icd.d/lvp_icd*',
])

describe.skipIf(loader.status !== 0)('with Mesa’s Vulkan driver (needs mesa-vulkan-drivers)', () => {
  it('auto computes on the processor and says so where no device is visible', async () => {
    const description = await describeEngine('auto', '')
    expect(description.backend).toBe('cpu')
    expect(description.devices.every((device) => device.startsWith('CPU'))).toBe(true)
    expect(description.backends.find(({ name }) => name === 'vulkan')).toEqual({
      name: 'vulkan',
      usable: false,
      reason: 'its driver was found, but no device of its own',
    })
  })

  it('vulkan is refused where no device is visible', async () => {
    await expect(describeEngine('vulkan', '')).rejects.toMatchObject({
      code: 'backend.unavailable',
      message: expect.stringContaining('its driver was found, but no device of its own') as string,
    })
  })

  it('vulkan is named with its device where one is visible', async () => {
    const description = await describeEngine('vulkan', '0')
    expect(description.backend).toBe('vulkan')
    expect(description.devices.some((device) => device.startsWith('Vulkan0: llvmpipe'))).toBe(true)
  })
})

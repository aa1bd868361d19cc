import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { hasVulkan } from './tools/test-runtime/debianPackages.mjs'

/** As in electron.vite.config.ts, for tests of the renderer. */
const alias = Object.fromEntries(
  ['contract', 'core', 'report'].map((room) => [`@${room}`, resolve(import.meta.dirname, 'src-main', room)]),
)

/** A loaded machine may take long; no test is decided by time. */
const patient = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } }

/** One project per test tier (docs: CONTRIBUTING.md, "Tests, by cost"). */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [vue()],
        resolve: { alias },
        test: {
          ...patient,
          name: 'unit',
          include: [
            'src-main/**/__tests__/**/*.test.ts',
            'src-renderer/**/__tests__/**/*.test.ts',
            'tools/**/__tests__/**/*.test.ts',
          ],
          exclude: ['**/*.{model,vulkan}.test.ts', 'src-main/native/**', '**/node_modules/**'],
        },
      },
      {
        test: {
          ...patient,
          name: 'native',
          include: ['src-main/native/__tests__/**/*.test.ts'],
          exclude: ['**/*.vulkan.test.ts', '**/*.vulkanAbsent.test.ts', '**/node_modules/**'],
        },
      },
      {
        test: {
          ...patient,
          name: 'vulkan',
          // Mesa's device computes in software: seconds for what takes a processor milliseconds.
          testTimeout: 300_000,
          include: hasVulkan()
            ? [
                'src-main/**/__tests__/*.vulkan.test.ts',
                'src-main/native/__tests__/{rewriting,row-sources,reducers,regions,repeat,generate}.test.ts',
              ]
            : ['src-main/native/__tests__/*.vulkanAbsent.test.ts'],
          globalSetup: hasVulkan() ? ['tools/test-runtime/buildKeptBuffers.ts'] : [],
          // In F32 arithmetic a device must give the numbers of the processor; Mesa's is left out unless it is named.
          env: {
            ROPEWALK_TEST_BACKEND: 'vulkan',
            GGML_VK_VISIBLE_DEVICES: '0',
            GGML_VK_DISABLE_F16: '1',
          },
        },
      },
      {
        test: {
          ...patient,
          name: 'model',
          include: ['src-main/**/*.model.test.ts', 'e2e/**/*.model.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})

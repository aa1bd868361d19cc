/** Tests of the window, in the real application. `npm run test:e2e` finds the runtime and a display, then comes here. */
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'window',
  outputDir: '../out/e2e',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  // One application at a time: two cores and one engine are what a small machine has.
  workers: 1,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '../out/test-results/window.json' }]],
})

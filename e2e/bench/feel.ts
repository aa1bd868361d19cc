/**
 * Measures how the window feels in the real application; prints numbers, decides nothing:
 *   npm run build && ROPEWALK_TEST_RUNTIME=path/to/electron xvfb-run npx tsx e2e/bench/feel.ts
 * From the start of the process to the first painted view; from an input to the frame that answers it (Event Timing of the
 * page, real input events) while a study runs; the resident memory of the renderer in each view.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { showView } from '../actions/views'
import { launchWorkbench } from '../pages/launchWorkbench'
import { readRendererMegabytes } from './readRendererMegabytes'

const folder = mkdtempSync(join(tmpdir(), 'ropewalk-feel-'))
const starts = 5
const rounds = 4
const views = ['Models', 'Set-up', 'Run', 'Results', 'Attention', 'Settings', 'Help']

/** Milliseconds from the creation of the main process to the first paint with content, which is a whole view. */
async function measureStart(): Promise<number> {
  const { app, page } = await launchWorkbench(mkdtempSync(join(folder, 'profile-')))
  await page.getByRole('heading').first().waitFor()
  const createdAt = await app.evaluate(() => process.getCreationTime())
  const paintedAt = await page.evaluate(
    () =>
      performance.timeOrigin +
      (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
  )
  await app.close()
  return paintedAt - (createdAt ?? Number.NaN)
}

/** Keeps how long each input took until the next frame, in milliseconds, in multiples of 8. */
async function watchInputs(page: Page): Promise<void> {
  await page.evaluate(() => {
    const durations: number[] = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) durations.push(duration)
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
    Object.assign(window, { inputDurations: durations })
  })
}

function describe(values: readonly number[], unit: string): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  return `median ${at(0.5)?.toFixed(0)}, 95 % ${at(0.95)?.toFixed(0)}, most ${sorted.at(-1)?.toFixed(0)} ${unit} (n = ${sorted.length})`
}

async function measureRun(): Promise<void> {
  const { app, page } = await launchWorkbench(mkdtempSync(join(folder, 'profile-')))
  await page.getByRole('button', { name: 'Run the demo' }).last().click()
  await page.locator('[data-cell].done').nth(20).waitFor({ timeout: 120_000 })
  await watchInputs(page)
  const memory = new Map<string, number>()
  for (let round = 0; round < rounds; round++)
    for (const view of views) {
      await showView(page, view)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.mouse.wheel(0, 400)
      await page.evaluate(() => new Promise(requestAnimationFrame))
      memory.set(view, Math.max(memory.get(view) ?? 0, await readRendererMegabytes(app)))
    }
  await page.keyboard.press('Control+k')
  await page.keyboard.type('attention', { delay: 60 })
  await page.keyboard.press('Escape')
  const durations = await page.evaluate(() => Reflect.get(window, 'inputDurations') as number[])
  console.log(`inputs of 16 ms or more while a study runs: ${describe(durations, 'ms')}`)
  for (const [view, megabytes] of memory) console.log(`renderer in ${view}: ${megabytes.toFixed(0)} MB`)
  app.process().kill('SIGKILL')
}

try {
  const times: number[] = []
  for (let start = 0; start < starts; start++) times.push(await measureStart())
  console.log(`first view painted after the process began: ${describe(times, 'ms')}`)
  await measureRun()
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}

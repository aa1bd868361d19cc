/**
 * Measures the attention view in the real application; prints numbers, decides nothing:
 *   npm run build && ROPEWALK_TEST_RUNTIME=path/to/electron xvfb-run npx tsx e2e/bench/attention.ts
 * Frames per second while four linked maps of 2,048 tokens zoom and pan on every frame, and how long a map of 16,384 tokens
 * takes to open from the file of its run.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { addPane, findCell, openExperiment, showAttention } from '../actions/attentionView'
import { repositoryFolder, runCli } from '../actions/runCli'
import { launchWorkbench } from '../pages/launchWorkbench'
import { readRendererMegabytes } from './readRendererMegabytes'

const folder = mkdtempSync(join(tmpdir(), 'ropewalk-bench-'))
const base = {
  format: 'ropewalk-experiment',
  version: 1,
  models: [{ path: join(repositoryFolder, 'resources/models/ropewalk-sample-base.gguf'), label: 'base' }],
}
const text = join(repositoryFolder, 'resources/corpora/moby-dick-heldout.txt')
const passkey = {
  ...base,
  title: 'four extensions',
  extensions: ['none', 'linear:scale=auto', 'ntk:scale=auto', 'yarn:scale=auto'],
  contexts: [2048],
  tasks: [{ kind: 'passkey', depths: [50], repeats: 1 }],
}
const long = {
  ...base,
  title: 'long',
  extensions: ['yarn:scale=auto'],
  contexts: [16_384],
  tasks: [{ kind: 'perplexity', text, windows: 1 }],
}

async function runExperiment(name: string, spec: object): Promise<string> {
  const specPath = join(folder, `${name}.json`)
  const target = join(folder, `${name}.ropewalk`)
  writeFileSync(specPath, JSON.stringify(spec))
  const { code, stderr } = await runCli(['run', specPath, '-o', target])
  if (code !== 0) throw new Error(stderr)
  return target
}

/** One move per frame for some seconds, made in the page so that nothing but the window itself is measured. */
function countFrames(page: Page, move: 'zoom' | 'pan', seconds: number) {
  return page.evaluate(
    async ([kind, duration]) => {
      const map = document.querySelector('canvas[role=application]')
      if (map === null) throw new Error('No map.')
      const { left, top, width, height } = map.getBoundingClientRect()
      const x = left + width * 0.6
      const y = top + height * 0.7
      const pointer = { bubbles: true, pointerId: 1 }
      if (kind === 'pan')
        map.dispatchEvent(new PointerEvent('pointerdown', { ...pointer, clientX: x, clientY: y, button: 0 }))
      const times: number[] = []
      const start = performance.now()
      while (performance.now() - start < duration * 1000) {
        times.push(await new Promise<number>((next) => requestAnimationFrame(next)))
        const phase = (performance.now() - start) / 700
        const event =
          kind === 'zoom'
            ? new WheelEvent('wheel', { clientX: x, clientY: y, deltaY: 24 * Math.sign(Math.sin(phase)) })
            : new PointerEvent('pointermove', {
                ...pointer,
                clientX: x + 80 * Math.sin(phase),
                clientY: y + 60 * Math.cos(phase),
              })
        map.dispatchEvent(event)
      }
      if (kind === 'pan')
        map.dispatchEvent(new PointerEvent('pointerup', { ...pointer, clientX: x, clientY: y }))
      const gaps = times
        .slice(1)
        .map((time, i) => time - times[i])
        .sort((a, b) => a - b)
      const spent = times[times.length - 1] - times[0]
      return {
        framesPerSecond: (1000 * gaps.length) / spent,
        p95Ms: gaps[Math.floor(gaps.length * 0.95)],
        longestMs: gaps[gaps.length - 1],
      }
    },
    [move, seconds] as const,
  )
}

const files = {
  passkey: await runExperiment('passkey', passkey),
  long: await runExperiment('long', long),
}
const workbench = await launchWorkbench(mkdtempSync(join(folder, 'profile-')))
try {
  const { page, app } = workbench
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setContentSize(1920, 1080))
  await openExperiment(page, files.long)
  await showAttention(page)
  for (const engine of ['that starts with the view', 'that runs']) {
    const cell = await findCell(page, 'long', 'yarn')
    const chosenAt = Date.now()
    await cell.click()
    await page.locator('canvas[data-tiles]:not([data-tiles="0"])').first().waitFor({ timeout: 120_000 })
    console.log(`16,384-token map in sight ${Date.now() - chosenAt} ms after it was chosen, engine ${engine}`)
    await page.locator('section[aria-busy=true]').first().waitFor({ state: 'detached', timeout: 300_000 })
    await page.getByRole('button', { name: 'Remove pane A' }).click()
  }
  await openExperiment(page, files.passkey)
  for (const extension of ['none', 'linear', 'ntk', 'yarn']) await addPane(page, 'four extensions', extension)
  await page.locator('section[aria-busy=true]').first().waitFor({ state: 'detached', timeout: 300_000 })
  await page.getByRole('application').first().press('+')
  console.log(`renderer with four maps: ${(await readRendererMegabytes(app)).toFixed(0)} MB`)
  for (const move of ['zoom', 'pan'] as const) {
    const { framesPerSecond, p95Ms, longestMs } = await countFrames(page, move, 5)
    console.log(
      `${move}, four maps: ${framesPerSecond.toFixed(1)} frames/s, 95 % within ${p95Ms.toFixed(1)} ms, longest ${longestMs.toFixed(1)} ms`,
    )
  }
} finally {
  await workbench.app.close()
  rmSync(folder, { recursive: true, force: true })
}

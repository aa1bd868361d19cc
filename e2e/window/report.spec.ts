/** A report in the window: shown in a frame of its own, printed by the browser engine. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { plainTemplate } from '../../src-main/contract'
import { callMain } from '../actions/callMain'
import { runCli } from '../actions/runCli'
import { writeSpec } from '../actions/writeSpec'
import { expect, test } from '../pages/fixture'

let folder = ''
let stored = ''

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ropewalk-report-'))
  stored = join(folder, 'small.ropewalk')
  const spec = writeSpec(folder, {
    contexts: [512],
    tasks: [{ kind: 'passkey', depths: [0, 50], repeats: 2 }],
  })
  expect(await runCli(['run', spec, '-o', stored])).toMatchObject({ code: 0 })
})

test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function openStored(page: Page): Promise<string> {
  const answer = await callMain(page, 'results.openExperiment', { path: stored })
  if (!answer.ok) throw new Error(answer.error.message)
  return (answer.value as { experimentId: string }).experimentId
}

test('a preview runs its own script, and reaches neither the bridge nor anything else', async ({
  workbench,
}) => {
  const { page } = workbench
  const experimentId = await openStored(page)
  const preview = await callMain(page, 'results.previewReport', { experimentId, template: plainTemplate })
  expect(preview).toMatchObject({ ok: true, value: expect.stringMatching(/^app:\/\/pages\//) })
  await page.evaluate(
    (address) => {
      const frame = document.createElement('iframe')
      frame.sandbox.add('allow-scripts')
      frame.src = address
      document.body.append(frame)
    },
    String(preview.ok ? preview.value : ''),
  )
  await expect
    .poll(() =>
      page
        .frames()
        .find((each) => each.parentFrame() !== null)
        ?.url(),
    )
    .toMatch(/^app:\/\/pages/)
  const frame = page.frames().find((each) => each.url().startsWith('app://pages/'))
  if (frame === undefined) throw new Error('The preview has no frame.')
  await expect(frame.locator('h1')).toBeVisible()
  const reach = await frame.evaluate(async () => ({
    bridge: 'ropewalk' in window,
    origin: self.origin,
    styled: getComputedStyle(document.body).fontFamily !== '',
    fetched: await fetch('app://ropewalk/index.html').then(
      () => true,
      () => false,
    ),
  }))
  expect(reach).toEqual({ bridge: false, origin: 'null', styled: true, fetched: false })
  // A frame that loads is not the page that loads again: the workbench still hears of files.
  await page.evaluate(() => {
    window.ropewalk.onEvent(({ event, payload }) => {
      if (event === 'openPath') document.documentElement.dataset.told = payload.path
    })
  })
  await workbench.app.evaluate(({ app: main }, path) => {
    main.emit('second-instance', {}, ['electron', 'app', path], '/', null)
  }, stored)
  await expect(page.locator('html')).toHaveAttribute('data-told', stored)
})

test('a report is printed as PDF to where a person says', async ({ workbench, profile }) => {
  const { app, page } = workbench
  const target = join(profile, 'report.pdf')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, target)
  const experimentId = await openStored(page)
  const answer = await callMain(page, 'results.exportReport', {
    experimentId,
    format: 'pdf',
    template: plainTemplate,
  })
  expect(answer).toMatchObject({ ok: true, value: target })
  const pdf = readFileSync(target)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.includes('/StructTreeRoot')).toBe(true)
})

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

test('a layout is chosen in the window, seen at once, kept as a template and taken up again', async ({
  workbench,
  profile,
}) => {
  const { app, page, complaints } = workbench
  const kept = join(profile, 'layout.json')
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, kept)
  await openStored(page)
  await page.getByRole('navigation').first().getByRole('button', { name: 'Results' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Summary' })).toBeVisible()
  await page.getByRole('button', { name: 'Report…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Report' })
  const preview = dialog.frameLocator('iframe')
  await expect(preview.locator('h2').first()).toHaveText('Summary')

  await dialog.getByRole('button', { name: 'Move Summary down' }).press('Enter')
  await expect(preview.locator('h2').first()).not.toHaveText('Summary')
  await expect(preview.locator('h2').nth(1)).toHaveText('Summary')
  await dialog.getByRole('switch', { name: 'yarn:scale=auto' }).click()
  await expect(preview.getByText('1 of 2 extensions')).toBeVisible()
  await expect(dialog.getByRole('switch', { name: 'none' })).toBeDisabled()
  const heads = dialog.getByRole('textbox', { name: /^Heads/ })
  await heads.fill('L0H3 first')
  await expect(dialog.getByText('Not a head: FIRST.')).toBeVisible()
  await heads.fill('L0H3 L2H1')
  await page.screenshot({ path: test.info().outputPath('report-dialog.png') })
  await dialog.getByRole('button', { name: 'Save template…' }).click()
  await expect(dialog.getByText(`Written to ${kept}`)).toBeVisible()
  const template = JSON.parse(readFileSync(kept, 'utf8')) as Record<string, unknown>
  expect(template).toMatchObject({ extensions: ['none'], heads: ['L0H3', 'L2H1'] })

  await dialog.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Report…' }).click()
  await expect(heads).toHaveValue('')
  await dialog.getByRole('button', { name: 'Open template…' }).click()
  await expect(heads).toHaveValue('L0H3 L2H1')
  await expect(dialog.getByRole('switch', { name: 'yarn:scale=auto' })).not.toBeChecked()
  await expect(preview.locator('h2').nth(1)).toHaveText('Summary')
  expect(complaints).toEqual([])
})

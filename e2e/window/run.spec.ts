/** A run watched to its end, mended after its engine died, and taken up again after the application was killed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { killWorkbench, endWorkbench } from '../actions/endWorkbench'
import { startRun } from '../actions/startRun'
import { expect, test } from '../pages/fixture'
import { launchWorkbench } from '../pages/launchWorkbench'

test.setTimeout(300_000)

/** A run may share its machine with others. */
const patience = { timeout: 200_000 }

async function showRun(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Run' }).click()
  await expect(page.getByRole('heading', { name: 'Run', exact: true })).toBeVisible()
}

function statusOf(page: Page) {
  return page.getByRole('region', { name: 'Progress of the run' }).getByRole('status')
}

/** The system's dialog cannot be reached from a test: it answers with this path. */
async function answerSaveDialog(app: ElectronApplication, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
  }, filePath)
}

test('from the first cell to the report', async ({ workbench: { app, page, complaints }, profile }) => {
  await showRun(page)
  await expect(page.getByRole('heading', { name: 'Nothing is running' })).toBeVisible()
  const { targetPath } = await startRun(page, 2)
  await expect(statusOf(page)).toHaveText('Done', patience)
  await expect(page.getByRole('region', { name: 'Progress of the run' })).toContainText('24 of 24')
  await expect(page.locator('[data-cell].done')).toHaveCount(24)
  await expect(page.getByRole('log').or(page.getByLabel('Log').last())).toContainText('Written to')

  await page.getByRole('button', { name: 'Show results' }).click()
  await expect(page.getByRole('heading', { name: 'Two positions' })).toBeVisible()
  const grid = page.getByRole('grid', { name: /Passkey.*yarn/ })
  await expect(grid).toBeVisible(patience)
  await grid.getByRole('button').first().click()
  await expect(page.getByRole('region', { name: 'Answers in this cell' })).toContainText('passed')

  await page.getByRole('button', { name: 'Report…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Report' })
  await dialog.getByLabel('Title').fill('Read past its length')
  await expect(
    dialog.locator('iframe').contentFrame().getByRole('heading', { name: 'Read past its length' }),
  ).toBeVisible(patience)
  const report = join(profile, 'report.html')
  await answerSaveDialog(app, report)
  await dialog.getByRole('button', { name: 'Save as…' }).click()
  await expect(dialog.getByRole('contentinfo').getByRole('status')).toContainText(report, patience)
  expect(readFileSync(report, 'utf8')).toContain('Read past its length')
  await page.keyboard.press('Escape')

  await page
    .getByRole('button', { name: 'Close “' })
    .or(page.getByRole('button', { name: 'Close Two' }))
    .click()
  await expect(page.getByRole('heading', { name: 'No experiment is open' })).toBeVisible()
  await app.evaluate(
    ({ app: electron }, path) => electron.emit('open-file', { preventDefault: () => {} }, path),
    targetPath,
  )
  await expect(page.getByRole('heading', { name: 'Two positions' })).toBeVisible()
  expect(complaints).toEqual([])
})

test('an engine that dies costs one cell, which is measured again alone', async ({ workbench }) => {
  const { app, page } = workbench
  await showRun(page)
  await startRun(page, 20)
  await expect(page.locator('[data-cell].done').nth(3)).toBeVisible(patience)
  const engines = await app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .flatMap(({ name, serviceName, pid }) =>
        [name, serviceName].includes('Ropewalk engine') ? [pid] : [],
      ),
  )
  expect(engines).not.toEqual([])
  for (const pid of engines) process.kill(pid, 'SIGKILL')
  await expect(page.getByRole('heading', { name: 'Failed cells' })).toBeVisible(patience)
  await expect(statusOf(page)).toHaveText('Done', patience)
  const failed = page.getByRole('region', { name: 'Failed cells' })
  await expect(failed.getByRole('listitem')).toHaveCount(1)
  await expect(failed).toContainText('engine.crashed')
  await failed.getByRole('button', { name: 'Try again' }).click()
  await expect(failed).toBeHidden(patience)
  await expect(statusOf(page)).toHaveText('Done', patience)
})

test('a killed application offers the run where it stopped', async ({ profile }) => {
  const first = await launchWorkbench(profile)
  await showRun(first.page)
  await startRun(first.page, 100)
  await expect(first.page.locator('[data-cell].done').nth(5)).toBeVisible(patience)
  await first.page.getByRole('button', { name: 'Pause' }).click()
  await expect(statusOf(first.page)).toHaveText('Paused', patience)
  const kept = await first.page.locator('[data-cell].done').count()
  await killWorkbench(first)

  const second = await launchWorkbench(profile)
  await showRun(second.page)
  const unfinished = second.page.getByRole('region', { name: 'Unfinished runs' })
  await expect(unfinished).toContainText(`${kept} of 808 cells`)
  await unfinished.getByRole('button', { name: 'Resume' }).click()
  await expect(second.page.locator('[data-cell].done').nth(kept)).toBeVisible(patience)
  await second.page.getByRole('button', { name: 'Cancel' }).click()
  await expect(statusOf(second.page)).toHaveText('Cancelled', patience)
  await expect(unfinished).toBeVisible()
  await unfinished.getByRole('button', { name: 'Give up' }).click()
  await second.page.getByRole('dialog').getByRole('button', { name: 'Give up' }).click()
  await expect(unfinished).toBeHidden()
  await endWorkbench(second)
})

/** No view has a violation that axe can see, light or dark. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { callMain } from '../actions/callMain'
import { expect, test } from '../pages/fixture'

async function listViolations(page: Page): Promise<string[]> {
  // A colour on its way to another is neither.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  // A second page cannot be opened in Electron, which the other mode needs.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

test('views have no violation, light and dark, and the page does not scroll at 200 %', async ({
  workbench: { app, page },
}) => {
  const rail = page.getByRole('navigation').first()
  await expect(rail).toBeVisible()
  const names = await rail.getByRole('button').allInnerTexts()
  expect(names).toEqual(expect.arrayContaining(['Models', 'Set-up', 'Settings', 'Help']))
  await page.getByRole('option', { name: /sample yarn/ }).click()
  await rail.getByRole('button', { name: 'Set-up' }).click()
  await page.getByRole('button', { name: /^Past the trained length/ }).click()
  await expect(page.getByText('Ready to run')).toBeVisible()
  for (const theme of ['light', 'dark'] as const) {
    await callMain(page, 'app.writeSettings', { theme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    for (const name of names) {
      await rail.getByRole('button', { name: name.trim(), exact: true }).click()
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
      expect(await listViolations(page), `${name}, ${theme}`).toEqual([])
    }
  }
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2))
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await expect.poll(overflow).toBeLessThanOrEqual(0)
})

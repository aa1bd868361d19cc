/** Language, theme and size change while the window is in use; what was in work stays. */
import type { Page } from '@playwright/test'
import { closeWindow } from '../actions/closeWindow'
import { endWorkbench } from '../actions/endWorkbench'
import { resizeWindow, showView } from '../actions/views'
import { expect, test } from '../pages/fixture'
import { launchWorkbench } from '../pages/launchWorkbench'

const smallest = { width: 800, height: 560 }
const rail = (page: Page) => page.getByRole('navigation').first()

function readOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

test('language and theme are switched in the settings, and a set-up in work stays as it is', async ({
  workbench: { page, complaints },
}, info) => {
  await showView(page, 'Set-up')
  await page.getByRole('button', { name: /^RULER at the size/ }).click()
  await expect(page.getByText('Ready to run')).toBeVisible()
  await page.getByLabel('Title').fill('A title of my own')

  await showView(page, 'Settings')
  await page.getByRole('combobox', { name: 'Language' }).click()
  await page.getByRole('option', { name: '简体中文' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '设置' })).toBeVisible()
  await page.getByRole('combobox', { name: '主题' }).click()
  await page.getByRole('option', { name: '深色' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  for (const name of ['模型', '设置实验', '运行', '结果', '注意力', '帮助']) {
    await showView(page, name)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await page.screenshot({ path: info.outputPath(`${name}.png`) })
  }
  await showView(page, '设置实验')
  await expect(page.getByLabel('标题')).toHaveValue('A title of my own')

  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name: 'Language: English' }).click()
  await expect(rail(page).getByRole('button', { name: 'Set-up' })).toBeVisible()
  await expect(page.getByLabel('Title')).toHaveValue('A title of my own')
  expect(complaints).toEqual([])
})

test('no view is cut off in the smallest window, and the next start has the size of the last', async ({
  profile,
}, info) => {
  const first = await launchWorkbench(profile)
  await showView(first.page, 'Set-up')
  await first.page.getByRole('button', { name: /^RULER at the size/ }).click()
  await expect(first.page.getByText('Ready to run')).toBeVisible()
  await resizeWindow(first.app, smallest.width, smallest.height)
  await expect.poll(() => first.page.evaluate(() => innerWidth)).toBeLessThanOrEqual(smallest.width)
  const names = await rail(first.page).getByRole('button').allInnerTexts()
  for (const name of names) {
    await showView(first.page, name.trim())
    await expect(first.page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await first.page.screenshot({ path: info.outputPath(`${name.trim()}.png`) })
    await expect.poll(() => readOverflow(first.page), name).toBeLessThanOrEqual(0)
  }
  const readSize = ({ app }: typeof first) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
  const left = await readSize(first)
  await first.app.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
  })
  await closeWindow(first.app)
  await expect.poll(first.hasEnded).toBe(true)

  const second = await launchWorkbench(profile)
  expect(await readSize(second)).toMatchObject({ width: left?.width, height: left?.height })
  await endWorkbench(second)
})

/** Where a person goes in the window. */
import type { ElectronApplication, Page } from '@playwright/test'

export async function showView(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').first().getByRole('button', { name, exact: true }).click()
}

/** The size of the page, in CSS pixels. */
export async function resizeWindow(app: ElectronApplication, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  )
}

/** The system's dialog cannot be reached from a test: it answers with this path. */
export async function answerSaveDialog(app: ElectronApplication, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
  }, filePath)
}

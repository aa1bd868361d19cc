import { expect, type ElectronApplication } from '@playwright/test'

/** As by its close button. The application may end with it, before it answers. */
export async function closeWindow(app: ElectronApplication): Promise<void> {
  const closed = app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await closed.catch((lost: unknown) => expect(String(lost)).toContain('closed'))
}

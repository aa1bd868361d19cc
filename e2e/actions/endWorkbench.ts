import { expect } from '@playwright/test'
import type { Workbench } from '../pages/launchWorkbench'

/** Closes the application without the question about unsaved work; one that has ended already is left alone. */
export async function endWorkbench({ app, hasEnded }: Workbench): Promise<void> {
  if (hasEnded()) return
  const destroyed = app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.destroy()
  })
  // The application ends with its last window, perhaps before it answers.
  await destroyed.catch((lost: unknown) => expect(String(lost)).toContain('closed'))
  if (!hasEnded()) await app.close()
}

/** As a crash or a power cut would end it. */
export async function killWorkbench({ app, hasEnded }: Workbench): Promise<void> {
  app.process().kill('SIGKILL')
  await expect.poll(hasEnded).toBe(true)
}

import type { ElectronApplication } from '@playwright/test'

/** Resident memory of the page's process, in 2^20 bytes; libraries it shares with other processes count. */
export async function readRendererMegabytes(app: ElectronApplication): Promise<number> {
  const kibibytes = await app.evaluate(({ app: main, BrowserWindow }) => {
    const pid = BrowserWindow.getAllWindows()[0].webContents.getOSProcessId()
    return main.getAppMetrics().find((metric) => metric.pid === pid)?.memory.workingSetSize ?? 0
  })
  return kibibytes / 1024
}

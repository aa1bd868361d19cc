/** A served page as PDF, numbered by its own style: in a window nobody sees, without a bridge, in a session of its own. */
import { BrowserWindow } from 'electron'

/** @param partition name of a session that serves `url` and reaches nothing else */
export async function printPdf(url: string, partition: string): Promise<Uint8Array> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  })
  try {
    await window.loadURL(url)
    return await window.webContents.printToPDF({
      printBackground: true,
      preferCSSPageSize: true,
      generateTaggedPDF: true,
    })
  } finally {
    window.destroy()
  }
}

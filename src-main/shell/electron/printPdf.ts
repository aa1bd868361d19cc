/** A served page as PDF: in a window nobody sees, without a bridge, in a session of its own. */
import { BrowserWindow } from 'electron'

const pageNumbers =
  '<div style="width:100%;font-size:8px;text-align:center"><span class="pageNumber"></span> / <span class="totalPages"></span></div>'

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
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: pageNumbers,
    })
  } finally {
    window.destroy()
  }
}

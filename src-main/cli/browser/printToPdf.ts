/** A self-contained page as tagged PDF with an outline; page size and numbers are the page's own. */
import { runBrowser } from './runBrowser'

/** @throws RopewalkError `browser.missing`, `browser.failed` */
export function printToPdf(html: string): Promise<Uint8Array> {
  return runBrowser({ inputName: 'page.html', input: html, outputName: 'page.pdf' }, (output) => [
    '--no-pdf-header-footer',
    '--export-tagged-pdf',
    '--generate-pdf-document-outline',
    `--print-to-pdf=${output}`,
  ])
}

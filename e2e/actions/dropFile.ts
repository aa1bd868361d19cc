import type { Page } from '@playwright/test'

/** Drags a file of the disk over the window and lets it go: the page gets what the system would give it. */
export async function dropFile(page: Page, path: string): Promise<void> {
  await page.evaluate(() => {
    const chooser = document.createElement('input')
    chooser.type = 'file'
    chooser.id = 'dragged'
    document.body.append(chooser)
  })
  const chooser = page.locator('#dragged')
  await chooser.setInputFiles(path)
  await chooser.evaluate((input) => {
    const carried = new DataTransfer()
    for (const file of input instanceof HTMLInputElement ? (input.files ?? []) : []) carried.items.add(file)
    input.remove()
    for (const type of ['dragover', 'drop'])
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }),
      )
  })
}

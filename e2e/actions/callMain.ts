import type { Page } from '@playwright/test'
import type { CallAnswer } from '../../src-main/contract'

let lastId = 1_000_000

/** One call over the page's bridge, as a page that was taken over could make it: nothing is checked before it is sent. */
export function callMain(page: Page, method: string, input: unknown): Promise<CallAnswer> {
  const message = { id: ++lastId, method, input }
  return page.evaluate((sent) => window.ropewalk.call(sent), message)
}

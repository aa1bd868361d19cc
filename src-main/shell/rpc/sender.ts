/** Whose message it is. Only the main frame of our window, showing our page, is listened to. */
import { isPageUrl } from '../pageUrl'

export interface Sender {
  /** Of the frame that sent; empty when the frame is gone. */
  readonly url: string
  readonly isMainFrame: boolean
  /** Whether it belongs to the workbench's window and not to a printing or foreign one. */
  readonly isOurWindow: boolean
}

export function isTrustedSender({ url, isMainFrame, isOurWindow }: Sender): boolean {
  return isOurWindow && isMainFrame && isPageUrl(url)
}

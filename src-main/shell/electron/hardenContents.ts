/** No page goes elsewhere, opens a window or carries another page inside; a link to a source opens in the browser. */
import { app, shell } from 'electron'
import { isPageUrl } from '../pageUrl'
import { isCitationUrl } from './isCitationUrl'

/** For every page there will ever be. Before the first window. */
export function hardenContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isPageUrl(event.url)) event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame ? !isPageUrl(event.url) : !event.url.startsWith('app://')) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (isCitationUrl(url)) void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
}

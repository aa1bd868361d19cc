/** The three channels between the window's page and the main process. */
import { ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { channels } from '../../contract'
import type { Emit } from '../handlers/ports'
import type { CallServer } from '../rpc/CallServer'
import type { Sender } from '../rpc/sender'

/** Answers calls of the window that `findWindow` gives; every other sender is refused. */
export function connectPage(server: CallServer, findWindow: () => BrowserWindow | null): void {
  const describe = (event: IpcMainInvokeEvent | IpcMainEvent) => describeSender(event, findWindow())
  ipcMain.handle(channels.call, (event, message: unknown) => server.answer(describe(event), message))
  ipcMain.on(channels.cancel, (event, id: unknown) => server.cancel(describe(event), id))
}

export function createSend(findWindow: () => BrowserWindow | null): Emit {
  return (event, payload) => {
    const contents = findWindow()?.webContents
    if (contents?.isDestroyed() === false) contents.send(channels.event, { event, payload })
  }
}

function describeSender(
  { sender, senderFrame }: IpcMainInvokeEvent | IpcMainEvent,
  window: BrowserWindow | null,
): Sender {
  return {
    url: senderFrame?.url ?? '',
    isMainFrame: senderFrame !== null && senderFrame.parent === null,
    isOurWindow: window !== null && sender === window.webContents,
  }
}

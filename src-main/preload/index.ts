/** The bridge: the only thing of the main process that the page can reach. It knows three channels and no method. */
import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import { channels, type EventMessage, type WindowBridge } from '../contract'

const bridge: WindowBridge = {
  call: ({ id, method, input }) => ipcRenderer.invoke(channels.call, { id, method, input }),
  cancel: (id) => ipcRenderer.send(channels.cancel, id),
  onEvent: (listener) => {
    const forward = (_event: IpcRendererEvent, message: EventMessage) => listener(message)
    ipcRenderer.on(channels.event, forward)
    return () => ipcRenderer.off(channels.event, forward)
  },
  pathForFile: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
}

contextBridge.exposeInMainWorld('ropewalk', bridge)

/** The system's file dialogs, attached to the window. */
import { dialog, type BrowserWindow } from 'electron'
import { RopewalkError } from '../../contract'
import type { Dialogs, FileKind } from '../handlers/ports'

export function createDialogs(findWindow: () => BrowserWindow | null): Dialogs {
  const requireWindow = () => {
    const window = findWindow()
    if (window === null) throw new RopewalkError('run.cancelled', 'The window is gone.')
    return window
  }
  return {
    chooseFiles: async ({ kinds, multiple }) => {
      const { filePaths } = await dialog.showOpenDialog(requireWindow(), {
        filters: toFilters(kinds),
        properties: multiple ? ['openFile', 'multiSelections'] : ['openFile'],
      })
      return filePaths
    },
    chooseTarget: async ({ kinds, suggestedPath }) => {
      const { canceled, filePath } = await dialog.showSaveDialog(requireWindow(), {
        filters: toFilters(kinds),
        defaultPath: suggestedPath,
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      return canceled || filePath === '' ? null : filePath
    },
    chooseFolder: async ({ startPath }) => {
      const { filePaths } = await dialog.showOpenDialog(requireWindow(), {
        defaultPath: startPath,
        properties: ['openDirectory', 'createDirectory'],
      })
      return filePaths.at(0) ?? null
    },
  }
}

function toFilters(kinds: readonly FileKind[]) {
  return kinds.map(({ name, extensions }) => ({ name, extensions: [...extensions] }))
}

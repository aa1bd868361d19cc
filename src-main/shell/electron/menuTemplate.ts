/** The menu as data: roles where the system knows what to do, commands of the contract where the page does. */
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../contract'
import type { ShellWords } from '../words'

export interface MenuParts {
  readonly words: ShellWords
  readonly platform: NodeJS.Platform
  readonly recentPaths: readonly string[]
  readonly run: (command: MenuCommand) => void
  readonly openPath: (path: string) => void
}

const accelerators: Readonly<Record<MenuCommand, string>> = {
  open: 'CmdOrCtrl+O',
  save: 'CmdOrCtrl+S',
  'save-as': 'CmdOrCtrl+Shift+S',
  'export-report': 'CmdOrCtrl+E',
  undo: 'CmdOrCtrl+Z',
  redo: 'CmdOrCtrl+Shift+Z',
  'command-palette': 'CmdOrCtrl+K',
  'show-models': 'CmdOrCtrl+1',
  'show-setup': 'CmdOrCtrl+2',
  'show-run': 'CmdOrCtrl+3',
  'show-results': 'CmdOrCtrl+4',
  'show-attention': 'CmdOrCtrl+5',
  'show-settings': 'CmdOrCtrl+,',
  'show-help': 'F1',
  'start-run': 'CmdOrCtrl+Enter',
  'cancel-run': 'CmdOrCtrl+.',
}

export function buildMenuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const { words, platform } = parts
  const isMac = platform === 'darwin'
  const command = (id: MenuCommand): MenuItemConstructorOptions => ({
    id,
    label: words.commands[id],
    accelerator: accelerators[id],
    click: () => parts.run(id),
  })
  const line: MenuItemConstructorOptions = { type: 'separator' }
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: words.menus.file,
      submenu: [
        command('open'),
        buildRecent(parts),
        line,
        command('save'),
        command('save-as'),
        command('export-report'),
        line,
        command('show-settings'),
        line,
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: words.menus.edit,
      submenu: [
        command('undo'),
        command('redo'),
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        line,
        command('command-palette'),
      ],
    },
    {
      label: words.menus.view,
      submenu: [
        command('show-models'),
        command('show-setup'),
        command('show-run'),
        command('show-results'),
        command('show-attention'),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: words.menus.run, submenu: [command('start-run'), command('cancel-run')] },
    { label: words.menus.window, role: 'windowMenu' },
    { label: words.menus.help, role: 'help', submenu: [command('show-help')] },
  ]
}

function buildRecent({ words, recentPaths, openPath }: MenuParts): MenuItemConstructorOptions {
  return {
    label: words.menus.recent,
    enabled: recentPaths.length > 0,
    submenu: recentPaths.map((path) => ({ label: path, click: () => openPath(path) })),
  }
}

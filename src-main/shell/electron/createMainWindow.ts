/** The workbench's window: where it was last, sandboxed, and never blank. */
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { pageUrl } from '../pageUrl'
import { isReachable, keepWindowPlace, type WindowPlace } from '../state/WindowPlace'

export interface MainWindowOptions {
  /** Path of the built bridge. */
  readonly preload: string
  readonly userData: string
  readonly log: (text: string) => void
}

const firstSize = { width: 1440, height: 900 }
/** Behind the page until it has drawn itself; the page's own background, light and dark. */
const backgrounds = { light: '#faf8f4', dark: '#161c24' }

export async function createMainWindow(options: MainWindowOptions): Promise<BrowserWindow> {
  const { preload, userData, log } = options
  const place = await keepWindowPlace(userData).read()
  const window = new BrowserWindow({
    ...chooseBounds(place),
    minWidth: 800,
    minHeight: 560,
    title: 'Ropewalk',
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Its dictionaries would be fetched.
      spellcheck: false,
      // A run's progress is drawn while another window is in front.
      backgroundThrottling: false,
    },
  })
  if (place?.maximized === true) window.maximize()
  window.once('ready-to-show', () => window.show())
  reloadAfterCrash(window, log)
  keepPlace(window, options)
  void window.loadURL(pageUrl)
  return window
}

function chooseBounds(place: WindowPlace | null): Electron.BrowserWindowConstructorOptions {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea)
  if (place !== null && isReachable(place.bounds, screens)) return place.bounds
  const { width, height } = screen.getPrimaryDisplay().workAreaSize
  return { width: Math.min(firstSize.width, width), height: Math.min(firstSize.height, height) }
}

/** The page keeps nothing that it cannot read again: drafts, runs and open experiments are the main process's. */
function reloadAfterCrash(window: BrowserWindow, log: MainWindowOptions['log']): void {
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log(`The page ended: ${reason}, exit code ${exitCode}.`)
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload()
  })
  window.webContents.on('did-fail-load', (_event, code, description) =>
    log(`The page could not be loaded: ${description} (${code}).`),
  )
}

function keepPlace(window: BrowserWindow, { userData, log }: MainWindowOptions): void {
  const kept = keepWindowPlace(userData)
  window.on('close', () => {
    const place = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
    try {
      kept.writeNow(place)
    } catch (thrown) {
      log(`The window's place could not be kept: ${String(thrown)}.`)
    }
  })
}

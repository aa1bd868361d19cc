/** Wires the rooms with a window: state, engines, handlers, and the calls between page and main process. */
import { join } from 'node:path'
import { app, session, shell, type BrowserWindow } from 'electron'
import packageFile from '../../../package.json' with { type: 'json' }
import type { EngineState } from '../../contract'
import { WindowEngine } from '../engine/WindowEngine'
import { createHandlers } from '../handlers/createHandlers'
import type { Emit } from '../handlers/ports'
import { ReportThread } from '../report'
import { CallServer } from '../rpc/CallServer'
import { LogFile } from '../state/LogFile'
import { OpenQueue } from '../state/OpenQueue'
import { RecentFiles } from '../state/RecentFiles'
import { setSessionMark } from '../state/SessionMark'
import { SettingsFile } from '../state/SettingsFile'
import { chooseWords } from '../words'
import { CloseGuard } from './CloseGuard'
import { connectPage, createSend } from './connectPage'
import { createDialogs } from './createDialogs'
import { createMainWindow } from './createMainWindow'
import { hardenSession } from './hardenSession'
import { places } from './places'
import { printPdf } from './printPdf'
import { quitInOrder } from './quitInOrder'
import { RunIndicator } from './RunIndicator'
import { ServedPages } from './ServedPages'
import { serveScheme } from './serveScheme'
import { showAppearance } from './showAppearance'
import { spawnUtilityEngine } from './spawnUtilityEngine'

export interface RunningWorkbench {
  /** Brings the window to the front and opens files in it. */
  readonly open: (paths: readonly string[]) => void
}

const printingPartition = 'printing'

/** Once the application is ready. @param openPaths files that the start itself named */
export async function startWorkbench(openPaths: readonly string[]): Promise<RunningWorkbench> {
  const userData = app.getPath('userData')
  const clock = { now: Date.now }
  const log = new LogFile(join(userData, 'logs', 'ropewalk.log'), clock)
  const mark = setSessionMark(userData)
  const settings = await SettingsFile.open(userData, join(app.getPath('documents'), 'Ropewalk'))
  const recent = await RecentFiles.open(userData)
  const systemLanguage = app.getPreferredSystemLanguages().at(0) ?? app.getLocale()
  const readWords = () => chooseWords(settings.current.language, systemLanguage)

  const pages = new ServedPages()
  for (const each of [session.defaultSession, session.fromPartition(printingPartition)]) {
    hardenSession(each)
    serveScheme(each, places.page, pages)
  }

  let window: BrowserWindow | null = null
  const findWindow = () => window
  const send = createSend(findWindow)
  const openQueue = new OpenQueue(openPaths, (path) => send('openPath', { path }))
  const indicator = new RunIndicator({ findWindow, readWords })
  const guard = new CloseGuard({
    readWords,
    isRunning: () => indicator.isWorking,
    requestSave: () => send('menuCommand', 'save'),
  })
  const appearance = () =>
    showAppearance({
      theme: settings.current.theme,
      words: readWords(),
      recentPaths: recent.paths,
      run: (command) => send('menuCommand', command),
      openPath: (path) => openQueue.add([path]),
    })
  const emit: Emit = (...message) => {
    const [event, payload] = message
    if (event === 'runChanged') indicator.show(payload)
    if (event === 'settingsChanged') appearance()
    send(...message)
  }

  const createEngine = (onChanged: (state: EngineState) => void) =>
    new WindowEngine({
      spawn: () => spawnUtilityEngine(places.engineEntry),
      readBackend: () => settings.current.backend,
      onChanged,
    })
  const engine = createEngine((state) => {
    if (state.kind === 'lost') log.add(`The engine is lost: ${state.error.message}`)
    emit('engineChanged', state)
  })
  const attentionEngine = createEngine(() => undefined)

  const servePage = (html: string) => pages.add(html)
  const workbench = createHandlers({
    dialogs: createDialogs(findWindow),
    folders: { resources: places.resources, userData },
    engine,
    attentionEngine,
    emit,
    clock,
    settings,
    recent,
    readSettings: () => settings.current,
    addRecent: (path) => {
      app.addRecentDocument(path)
      void recent.add(path).then(appearance)
    },
    servePage,
    reportJobs: new ReportThread(places.reportThread).jobs,
    printPdf: (html) => printPdf(servePage(html), printingPartition),
    appVersion: packageFile.version,
    startFacts: {
      platform: process.platform,
      systemLanguage,
      endedUnexpectedly: mark.endedUnexpectedly,
    },
    takeOpenPaths: () => openQueue.take(),
    licencesPath: places.licences,
    showInFolder: (path) => shell.showItemInFolder(path),
    setUnsaved: (unsaved) => guard.setUnsaved(unsaved),
  })
  const server = new CallServer({
    handlers: workbench.handlers,
    onBrokenInvariant: (method, { message, details }) =>
      log.add(`${method}: ${message}\n${String(details.stack ?? '')}`),
  })
  connectPage(server, findWindow)
  quitInOrder(async () => {
    await workbench.close()
    await Promise.all([engine.stop(), attentionEngine.stop()])
    mark.remove()
  })

  appearance()
  window = await createMainWindow({ preload: places.preload, userData, log: (text) => log.add(text) })
  guard.watch(window)
  window.on('closed', () => (window = null))
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (!isMainFrame || isSameDocument) return
    server.cancelAll()
    openQueue.hold()
  })
  // Behind the window: what fails here is a state that the page shows.
  void engine.start().catch(() => undefined)

  return {
    open: (paths) => {
      openQueue.add(paths)
      if (window?.isMinimized() === true) window.restore()
      window?.focus()
    },
  }
}

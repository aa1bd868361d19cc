/** Entry of the application: what has to be said before it is ready, then one window for one person. */
import { app } from 'electron'
import { findOpenPaths } from '../state/findOpenPaths'
import { hardenContents } from './hardenContents'
import { registerScheme } from './serveScheme'
import { startWorkbench } from './startWorkbench'

const argumentsOf = (argv: readonly string[]) => argv.slice(app.isPackaged ? 1 : 2)

const userData = app.commandLine.getSwitchValue('user-data-dir')
if (userData !== '') app.setPath('userData', userData)
// The network is refused request by request; this keeps the browser engine's own services quiet as well.
app.commandLine.appendSwitch('disable-background-networking')
app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
// Root has no sandbox to enter: tests in a container say so on the command line.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerScheme()
hardenContents()

const openPaths = findOpenPaths(argumentsOf(process.argv), process.cwd())
let open = (paths: readonly string[]): void => void openPaths.push(...paths)

// macOS tells of a double click before it says that the application is ready.
app.on('open-file', (event, path) => {
  event.preventDefault()
  open([path])
})

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv, folder) => open(findOpenPaths(argumentsOf(argv), folder)))
  // Not awaited here: the application becomes ready only when this module has run to its end.
  void app.whenReady().then(async () => {
    const workbench = await startWorkbench(openPaths)
    open = workbench.open
  })
} else app.quit()

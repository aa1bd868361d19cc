/** Electron's own runtime: the one named by ELECTRON_OVERRIDE_DIST_PATH, the one downloaded, or downloaded now. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const electronFolder = dirname(require.resolve('electron/package.json'))
export const electronVersion = require('electron/package.json').version

const executableNames = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
const executableName = executableNames[process.platform] ?? 'electron'
const probeTimeoutMs = 10_000

/** Null where it is not here yet. */
export function findElectronRuntime() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const path = join(named || join(electronFolder, 'dist'), executableName)
  return existsSync(path) ? path : null
}

/** Whether the download can be tried; a mirror is taken at its word. */
export async function canReachDownload() {
  if (process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror) return true
  const address = `https://github.com/electron/electron/releases/download/v${electronVersion}/SHASUMS256.txt`
  try {
    return (await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(probeTimeoutMs) })).ok
  } catch {
    return false
  }
}

/** By the package's own installer, which checks what it gets. @throws where it cannot be had */
export function downloadElectronRuntime() {
  execFileSync(process.execPath, [join(electronFolder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const path = join(electronFolder, 'dist', readFileSync(join(electronFolder, 'path.txt'), 'utf8'))
  if (!existsSync(path)) throw new Error(`The download of Electron left nothing at ${path}.`)
  return path
}

/** One sentence for whoever has neither. */
export const unreachable =
  `Electron ${electronVersion} is not installed and cannot be downloaded from github.com. ` +
  'Expected a connection, ELECTRON_MIRROR, or ELECTRON_OVERRIDE_DIST_PATH with an unpacked runtime.'

/**
 * Opens the window: `npm start [-- --test-runtime] [-- FILE...]`. Builds first where sources are newer than the build.
 * `--test-runtime` takes the runtime of the tests and a profile that is thrown away, for a look where Electron cannot be had.
 */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { canUseCypressRuntime, prepareCypressRuntime } from '../test-runtime/cypressRuntime.mjs'
import {
  canReachDownload,
  downloadElectronRuntime,
  electronVersion,
  findElectronRuntime,
  unreachable,
} from '../test-runtime/electronRuntime.mjs'
import { needsXvfb } from '../test-runtime/systemLibraries.mjs'

const root = resolve(import.meta.dirname, '../..')
const sources = ['src-main', 'src-renderer', 'electron.vite.config.ts', 'package.json']
const builds = ['dist/main/app.js', 'dist/preload/index.cjs', 'dist/renderer/index.html']
const testRuntimeOption = '--test-runtime'

function readNewestMs(path) {
  const status = statSync(path)
  if (!status.isDirectory()) return status.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => readNewestMs(join(path, name))))
}

function isBuilt() {
  const paths = builds.map((path) => join(root, path))
  if (!paths.every((path) => existsSync(path))) return false
  const builtMs = Math.min(...paths.map((path) => statSync(path).mtimeMs))
  return sources.every((path) => readNewestMs(join(root, path)) <= builtMs)
}

async function findRuntime() {
  const installed = findElectronRuntime()
  if (installed !== null) return installed
  if (!(await canReachDownload()))
    throw new Error(
      unreachable +
        (canUseCypressRuntime() ? ` For a look with another runtime: npm start -- ${testRuntimeOption}` : ''),
    )
  console.error(`Downloading Electron ${electronVersion}.`)
  return downloadElectronRuntime()
}

async function findTestRuntime() {
  if (!canUseCypressRuntime()) throw new Error('The runtime of the tests exists for Linux on x64 only.')
  const profile = mkdtempSync(join(tmpdir(), 'ropewalk-profile-'))
  process.on('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  const executable = await prepareCypressRuntime()
  console.error(
    `Runtime of the tests: ${executable}. What is set up in this window is thrown away at its end.`,
  )
  const sandbox = process.getuid() === 0 ? ['--no-sandbox'] : []
  return { executable, options: [...sandbox, `--user-data-dir=${profile}`] }
}

async function start() {
  if (needsXvfb())
    throw new Error('No display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start it on a desktop.')
  const args = process.argv.slice(2)
  const files = args.filter((argument) => argument !== testRuntimeOption).map((path) => resolve(path))
  const { executable, options } = args.includes(testRuntimeOption)
    ? await findTestRuntime()
    : { executable: await findRuntime(), options: [] }
  if (!isBuilt()) execFileSync('npm', ['run', '--silent', 'setup'], { cwd: root, stdio: 'inherit' })
  const child = spawn(executable, [root, ...options, ...files], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}

start().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})

/** `npm run package [-- electron-builder options]`: installers of this system, in out/package. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { canReachDownload, findElectronRuntime, unreachable } from '../test-runtime/electronRuntime.mjs'

const root = resolve(import.meta.dirname, '../..')
const options = process.argv.slice(2)
const chosen = options.some((option) => option.includes('electronDist'))
// electron-builder has a download of its own, and does not look for a runtime that is here already.
const runtime = chosen ? null : process.env.ELECTRON_OVERRIDE_DIST_PATH || null

if (chosen || findElectronRuntime() !== null || (await canReachDownload())) {
  const args = ['electron-builder', '--config', 'tools/package/electron-builder.mjs', ...options]
  if (runtime !== null) args.push(`-c.electronDist=${resolve(runtime)}`)
  const { status } = spawnSync('npx', args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  process.exitCode = status ?? 1
} else {
  console.error(`No package was made: ${unreachable}`)
  process.exitCode = 1
}
